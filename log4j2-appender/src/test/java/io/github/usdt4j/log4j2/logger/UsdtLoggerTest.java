package io.github.usdt4j.log4j2.logger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.test.Fired;
import io.github.usdt4j.test.internal.Recording;
import io.github.usdt4j.testsupport.Await;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.simple.SimpleLogger;
import org.apache.logging.log4j.spi.ExtendedLogger;
import org.apache.logging.log4j.util.PropertiesUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrapped loggers of Log4j's interface, over its SimpleLogger at INFO. */
final class UsdtLoggerTest {
  private final Recording<Fired> tracer = new Recording<>(Fired::new);
  private final WrappedLoggers wrapped = open(tracer);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final SimpleLogger simple =
      new SimpleLogger(
          "com.acme.Orders",
          Level.INFO,
          false,
          false,
          false,
          false,
          "",
          ParameterizedMessageFactory.INSTANCE,
          new PropertiesUtil(new Properties()),
          new PrintStream(out, true, StandardCharsets.UTF_8));
  private final ExtendedLogger logger = (ExtendedLogger) UsdtLogger.wrap(simple, wrapped);

  private static WrappedLoggers open(Recording<Fired> tracer) {
    try (Backends.Scope scope = Backends.use(tracer.backend())) {
      assertThat(scope).isNotNull();
      return WrappedLoggers.open();
    }
  }

  @AfterEach
  void close() {
    ThreadContext.clearAll();
    wrapped.close();
  }

  private List<List<Object>> events(String provider, String probe) {
    return tracer.fired().stream()
        .filter(fired -> fired.provider().equals(provider) && fired.probe().equals(probe))
        .map(Fired::arguments)
        .toList();
  }

  private List<String> shown() {
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("\tat "))
        .toList();
  }

  @Test
  void printf_belowLevel_isFormatted() {
    tracer.attach("log:debug");

    logger.printf(Level.DEBUG, "%05d %s", 42, "x");

    assertThat(tracer.fired()).hasSize(1);
    assertThat(tracer.fired().get(0).arguments().get(0)).isEqualTo("00042 x");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.usdt4j.log4j2.DebugCalls#all")
  void debugCall_attached_firesOnceAndNobodyElseSees(String name, Consumer<ExtendedLogger> call) {
    tracer.attach("log:debug");

    call.accept(logger);

    assertThat(events("log", "debug")).hasSize(1);
    assertThat(events("log", "debug").get(0).subList(0, 3))
        .containsExactly("a b", "com.acme.Orders", 10L | 0x100);
    assertThat(events("log", "debug").get(0).get(7))
        .isEqualTo(name.contains("throwable") ? "java.lang.IllegalStateException: x" : "");
    assertThat(shown()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.usdt4j.log4j2.DebugCalls#all")
  void debugCall_levelIsDebug_firesOnceAndOthersSee(String name, Consumer<ExtendedLogger> call) {
    simple.setLevel(Level.DEBUG);
    tracer.attach("log:debug");

    call.accept(logger);

    assertThat(events("log", "debug")).hasSize(1);
    assertThat(events("log", "debug").get(0).get(0)).isEqualTo("a b");
    assertThat(events("log", "debug").get(0).get(2)).isEqualTo(10L);
    assertThat(shown()).first().asString().contains("a b");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.github.usdt4j.log4j2.DebugCalls#all")
  void debugCall_nobodyAttached_doesNothing(String name, Consumer<ExtendedLogger> call) {
    tracer.attach("log:info");

    call.accept(logger);

    assertThat(tracer.fired()).isEmpty();
    assertThat(shown()).isEmpty();
    assertThat(logger.isDebugEnabled()).isFalse();
  }

  @Test
  void ownProvider_attached_fires() {
    Await.until(() -> "provider com_acme_Orders", () -> tracer.attach("com_acme_Orders:debug") > 0);
    // It is attachable an instant before its logger knows.
    Await.until(
        () -> "an event",
        () -> {
          logger.debug("awaited");
          return !tracer.fired().isEmpty();
        });
    tracer.clear();

    logger.debug("a");
    UsdtLogger.wrap(LogManager.getLogger("com.acme.Other"), wrapped).debug("b");

    assertThat(events("com_acme_Orders", "debug")).hasSize(1);
    assertThat(tracer.fired()).hasSize(1);
  }

  @Test
  void contextAndPairs_areThere() {
    tracer.attach("log:debug");
    ThreadContext.put("tenant", "acme");
    ThreadContext.push("outer");

    logger.debug(new StringMapMessage().with("item", "teapot"));

    assertThat(events("log", "debug").get(0).get(3)).isEqualTo("tenant=acme ndc=outer item=teapot");
  }

  @Test
  void flowCalls_belowLevel_areNotForced() {
    tracer.attach("log:trace");

    logger.traceEntry("in");
    logger.traceExit("out");

    assertThat(tracer.fired()).isEmpty();
    assertThat(shown()).isEmpty();
  }

  @Test
  void nestedCalls_whileRendering_areSilentAndDoNotRecurse() {
    tracer.attach("log:debug");
    Object nasty =
        new Object() {
          @Override
          public String toString() {
            logger.debug("inside {}", this);
            logger.error("inside");
            return "v";
          }
        };

    logger.debug("below {}", nasty);

    assertThat(events("log", "debug")).extracting(event -> event.get(0)).containsExactly("below v");
    assertThat(tracer.fired()).hasSize(1);
    assertThat(shown()).isEmpty();
  }

  @Test
  void supplier_throws_applicationGoesOn() {
    tracer.attach("log:debug");

    logger.debug(
        () -> {
          throw new IllegalStateException("x");
        });
    logger.debug("next");

    assertThat(events("log", "debug"))
        .extracting(event -> event.get(0))
        .containsExactly("[message failed: java.lang.IllegalStateException]", "next");
  }

  @Test
  void wrap_wrapped_staysAsItIs() {
    assertThat(UsdtLogger.wrap(logger, wrapped)).isSameAs(logger);
  }

  @Test
  void wrap_probesImpossible_staysAsItIs() {
    assertThat(UsdtLogger.wrap(simple, null)).isSameAs(simple);
  }

  @Test
  void serialized_comesBackAsALogger() throws IOException, ClassNotFoundException {
    Logger original = UsdtLogger.wrap(LogManager.getLogger("com.acme.Serial"), wrapped);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(original);
    }

    try (ObjectInputStream stream =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Logger back = (Logger) stream.readObject();
      back.debug("m");
      assertThat(back.getName()).isEqualTo("com.acme.Serial");
    }
  }
}
