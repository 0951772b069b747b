package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.BasicSequenceNumberGenerator;
import ch.qos.logback.core.spi.FilterReply;
import io.github.oshai.kotlinlogging.slf4j.internal.LocationAwareKLogger;
import io.github.usdt4j.testsupport.appenders.OptionsContract;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Options as they stand in logback.xml. */
final class OptionsTest extends OptionsContract<Contexts> {
  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected String maskingLayout() {
    return """
        <layout class="ch.qos.logback.classic.PatternLayout">
          <pattern>%replace(%msg){'[0-9]{4,}', '****'}</pattern>
        </layout>
        """;
  }

  @Override
  protected String secretFilter() {
    return "<filter class='" + NoSecrets.class.getName() + "'/>";
  }

  /** A filter as an application may have one. */
  public static final class NoSecrets extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
      return event.getFormattedMessage().contains("secret")
          ? FilterReply.DENY
          : FilterReply.NEUTRAL;
    }
  }

  /** SLF4J makes no event where the guard is closed. */
  @Override
  protected List<String> firedWithGuardsLeftAlone() {
    return List.of("plain");
  }

  @Override
  protected String complaint(String problem) {
    return problem;
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "<provider>my-app</provider>",
            "provider: my-app is not a name that every tracer can type"),
        Arguments.of("<maxMessageBytes>0</maxMessageBytes>", "maxMessageBytes: 0 is less than 1"),
        Arguments.of("<maxRecordBytes>20</maxRecordBytes>", "maxRecordBytes: 20 is less than 128"),
        Arguments.of(
            "<mdcArgs>a,b,c,d,e,f,g</mdcArgs>",
            "mdcArgs: [a, b, c, d, e, f, g] has more than 6 keys"),
        Arguments.of("<probes><provider>bank</provider></probes>", "probes: logger is missing"),
        Arguments.of("<probes><logger>a</logger></probes>", "probes: provider is missing"),
        Arguments.of(
            "<probes logger='a' provider='b'/>", "probes: Logback reads no attributes; write"),
        Arguments.of(
            "<mdcExclude>token</mdcExclude>",
            "not started because of this mistake: Ignoring unknown"),
        Arguments.of(
            "<maxMessageBytes>1k</maxMessageBytes>",
            "not started because of this mistake: Failed to set"),
        Arguments.of(
            "<required>perhaps</required>", "not started because of this mistake: Failed to set"),
        Arguments.of(
            "<layout class='no.Such'/>", "not started because of this mistake: Could not create"),
        Arguments.of(
            "<probes><logger>a</logger><name>b</name><provider>c</provider></probes>",
            "not started"),
        Arguments.of(
            "<mdcArgs>pin</mdcArgs><mdcExcluded>*</mdcExcluded>", "mdcArgs: pin is excluded by"));
  }

  @Test
  @SuppressWarnings("deprecation") // SLF4J has no other way to nest markers
  void markersAndPairs_nestedAndTwice_areAllInTheRecord() {
    configure("");
    contexts.attach("log:debug_json");
    Marker outer = MarkerFactory.getDetachedMarker("OUTER");
    outer.add(MarkerFactory.getDetachedMarker("INNER"));
    outer.add(outer.iterator().next());

    contexts
        .logger(Contexts.ORDERS)
        .atDebug()
        .addMarker(outer)
        .addMarker(markerWithText("user=acme"))
        .addKeyValue("k", 1)
        .addKeyValue("k", "two")
        .log("m");

    assertThat(contexts.fired("log", "debug_json"))
        .singleElement()
        .asString()
        .contains(
            "\"markers\":[\"OUTER\",\"INNER\",\"user=acme\"]", "\"pairs\":{\"k\":\"1, two\"}");
  }

  /** Makes a marker as logstash's encoder has them: its text is more than its name. */
  private static Marker markerWithText(String text) {
    return (Marker)
        Proxy.newProxyInstance(
            Marker.class.getClassLoader(),
            new Class<?>[] {Marker.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getName" -> "FIELD";
                  case "iterator" -> Collections.emptyIterator();
                  case "toString" -> text;
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** The layout is code of Logback's too, and asks first. */
  @Test
  void caller_inTheLayout_isTheApplication() {
    configure(
        contexts.option("includeCaller", "true")
            + "<layout class='ch.qos.logback.classic.PatternLayout'>"
            + "<pattern>%class{0}.%method %msg</pattern></layout>");
    contexts.attach("log:debug");
    contexts.attach("log:debug_json");

    contexts.logger(Contexts.ORDERS).debug("m");

    String caller = "OptionsTest.caller_inTheLayout_isTheApplication";
    assertThat(contexts.fired("log", "debug")).containsExactly(caller + " m");
    assertThat(contexts.fired("log", "debug_json").toString())
        .contains("\"caller\":\"io.github.usdt4j.logback." + caller);
  }

  @Test
  void includeCaller_behindAnotherInterface_isTheApplication() {
    configure(contexts.option("includeCaller", "true"));
    contexts.attach("log:debug_json");

    UsesKotlinLogging.debug(contexts.logger(Contexts.ORDERS));

    assertThat(contexts.fired("log", "debug_json"))
        .singleElement()
        .asString()
        .contains("\"caller\":\"" + UsesKotlinLogging.class.getName() + ".debug(OptionsTest.java");
  }

  private static final class UsesKotlinLogging {
    @SuppressWarnings("deprecation") // by kotlin-logging, for Kotlin
    static void debug(Logger logger) {
      new LocationAwareKLogger(logger).debug("kotlin");
    }
  }

  @Test
  void lists_severalElements_countAsOne() {
    configure(
        """
        <mdcIncluded>tenant,user*</mdcIncluded>
        <mdcIncluded>request</mdcIncluded>
        <mdcArgs>a, b, c</mdcArgs>
        <mdcArgs>user</mdcArgs>
        """);

    logAttached("m", "tenant", "t", "request", "r", "other", "o", "user", "u");

    List<Object> event = contexts.events("log", "debug").get(0);
    assertThat(event.get(3).toString().split(" "))
        .containsExactlyInAnyOrder("tenant=t", "request=r", "user=u");
    assertThat(event.get(9)).isEqualTo("u");
  }

  /** Others print the numbers: no event of a tracer's own may take one. */
  @Test
  void sequenceNumbers_attached_haveNoGaps() {
    configure(contexts.option("includeCaller", "true"));
    Logger logger = contexts.logger(Contexts.ORDERS);
    BasicSequenceNumberGenerator numbers = new BasicSequenceNumberGenerator();
    contexts.context.setSequenceNumberGenerator(numbers);
    long first = numbers.nextSequenceNumber();
    contexts.attach("log:debug_json");

    logAttached("plain");
    logger.debug("parametrised {}", 1, new IllegalStateException("last argument"));
    logger.debug("throwable", new IllegalStateException("cause"));
    logger.atDebug().setCause(new IllegalStateException("cause")).log("fluent {}", 2);

    assertThat(numbers.nextSequenceNumber()).isEqualTo(first + 1);
    assertThat(contexts.events("log", "debug"))
        .extracting(event -> event.get(0) + "|" + event.get(7))
        .containsExactly(
            "plain|",
            "parametrised 1|java.lang.IllegalStateException: last argument",
            "throwable|java.lang.IllegalStateException: cause",
            "fluent 2|java.lang.IllegalStateException: cause");
    assertThat(contexts.fired("log", "debug_json").get(0).toString())
        .contains("\"caller\":\"" + Contexts.class.getName());
    assertThat(contexts.fired("log", "debug_json").subList(1, 4))
        .allSatisfy(
            json -> assertThat(json).asString().contains("\"caller\":\"" + getClass().getName()));
  }

  @Test
  void mistake_anyOfThem_addsNoListener() {
    configure("<mdcExclude>token</mdcExclude>");

    assertThat(contexts.context.getStatusManager().getCopyOfStatusListenerList()).isEmpty();
  }

  @Test
  void defaults_addNoListener() {
    configure("");

    assertThat(contexts.context.getStatusManager().getCopyOfStatusListenerList()).isEmpty();
  }
}
