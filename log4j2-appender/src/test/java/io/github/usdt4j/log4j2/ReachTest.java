package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.routing.RoutingAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways by which an event reaches an appender or not: it fires once by each. */
final class ReachTest {
  private final Contexts contexts = new Contexts();

  @AfterEach
  void close() {
    contexts.close();
  }

  private void configure(String appenders, String loggers) {
    contexts.configure(
        "<Appenders>%s<Shown name='SHOWN'/></Appenders><Loggers>%s</Loggers>"
            .formatted(appenders, loggers));
    for (String probe : List.of("log:info", "log:debug", "log:error")) {
      contexts.attach(probe);
    }
  }

  private void assertEachFiresOnce() {
    Logger logger = contexts.logger(Contexts.ORDERS);

    logger.error("e");
    logger.info("i");
    logger.debug("d");

    assertThat(contexts.fired("log", "error")).containsExactly("e");
    assertThat(contexts.fired("log", "info")).containsExactly("i");
    assertThat(contexts.fired("log", "debug")).containsExactly("d");
    assertThat(contexts.shown()).containsExactly("e", "i");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Root level='INFO'><AppenderRef ref='USDT'/><AppenderRef ref='SHOWN'/></Root>",
        "<Root level='INFO'><AppenderRef ref='USDT' level='ERROR'/><AppenderRef ref='SHOWN'/></Root>",
        "<Root level='INFO'><AppenderRef ref='USDT'/></Root>"
            + "<Logger name='com' level='INFO' additivity='false'><AppenderRef ref='SHOWN'/></Logger>",
        "<Root level='INFO'><AppenderRef ref='USDT'/></Root>"
            + "<Logger name='com.acme' level='INFO'><AppenderRef ref='SHOWN'/></Logger>",
        "<Root level='INFO'><AppenderRef ref='USDT'/></Root>"
            + "<Logger name='com' level='INFO' additivity='false'>"
            + "<AppenderRef ref='SHOWN'/><AppenderRef ref='USDT'/></Logger>"
      })
  void references_ofAnyKind_fireOnce(String loggers) {
    configure("<Usdt name='USDT'/>", loggers);

    assertEachFiresOnce();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Rewrite  | <MapRewritePolicy mode='Add'><KeyValuePair key='k' value='v'/></MapRewritePolicy><AppenderRef ref='USDT'/>",
        "Async    | <AppenderRef ref='USDT'/>",
        "Failover | <Failovers><AppenderRef ref='SHOWN'/></Failovers>",
        "Routing  | <Routes pattern='$${ctx:x:-a}'><Route key='a' ref='USDT'/></Routes>",
      })
  void appenderThatHandsOn_inFront_firesOnce(String type, String inside) {
    String primary = type.equals("Failover") ? " primary='USDT'" : "";
    configure(
        "<Usdt name='USDT'/><%s name='FRONT'%s>%s</%1$s>".formatted(type, primary, inside),
        "<Root level='INFO'><AppenderRef ref='FRONT'/><AppenderRef ref='SHOWN'/></Root>");

    assertEachFiresOnce();
  }

  @Test
  void routedAppender_stoppedSinceNoEventComes_firesBelowLevelAndGoesOnAsTheNextOne() {
    configure(
        "<Routing name='FRONT'><Routes pattern='$${ctx:k:-a}'><Route><Usdt name='USDT'/></Route></Routes></Routing>",
        "<Root level='INFO'><AppenderRef ref='FRONT'/><AppenderRef ref='SHOWN'/></Root>");
    Logger logger = contexts.logger(Contexts.ORDERS);
    RoutingAppender routing = contexts.context.getConfiguration().getAppender("FRONT");
    logger.info("makes it");
    contexts.clearFired();

    routing.deleteAppender("a");
    assertThat(routing.getAppenders()).isEmpty();
    logger.debug("while there is none");
    logger.info("makes the next");
    logger.debug("and then");

    assertThat(contexts.fired("log", "debug")).containsExactly("while there is none", "and then");
    assertThat(contexts.fired("log", "info")).containsExactly("makes the next");
    routing.deleteAppender("a");
    contexts.context.stop();
    assertThat(contexts.isLive("log:debug")).isFalse();
  }

  @Test
  void rewrite_inFront_isReported() {
    configure(
        "<Usdt name='USDT'/><Rewrite name='R'><MapRewritePolicy mode='Add'><KeyValuePair key='k' value='v'/></MapRewritePolicy>"
            + "<AppenderRef ref='USDT'/></Rewrite>",
        "<Root level='INFO'><AppenderRef ref='R'/></Root>");

    assertThat(contexts.statuses())
        .singleElement()
        .asString()
        .startsWith("Usdt USDT: a Rewrite in front of it");
  }

  @Test
  void reference_forgotten_isReportedAndAllFires() {
    configure("<Usdt name='USDT'/>", "<Root level='INFO'><AppenderRef ref='SHOWN'/></Root>");

    assertThat(contexts.statuses())
        .singleElement()
        .asString()
        .startsWith("Usdt USDT: no logger references it; write <AppenderRef ref=\"USDT\"/>");
    assertEachFiresOnce();
  }

  /** With a filter on the way, which denies what has the marker. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Root level='INFO'><AppenderRef ref='USDT'>FILTER</AppenderRef></Root>",
        "<Root level='INFO'><AppenderRef ref='USDT' level='ERROR'>FILTER</AppenderRef></Root>",
        "<Root level='INFO'>FILTER<AppenderRef ref='USDT'/></Root>",
        "<Root level='INFO'><AppenderRef ref='FILTERED'/></Root>",
        "<Root level='INFO'><AppenderRef ref='FRONT'>FILTER</AppenderRef></Root>",
        "<AsyncRoot level='INFO'><AppenderRef ref='USDT'>FILTER</AppenderRef></AsyncRoot>",
        "<Root level='INFO'><AppenderRef ref='USDT'/></Root>"
            + "<Logger name='com.acme' level='INFO'>FILTER</Logger>",
        "<Root level='INFO'><AppenderRef ref='USDT'/></Root>"
            + "<Logger name='com.acme' level='INFO' additivity='false'>FILTER</Logger>",
        "<AsyncRoot level='INFO'><AppenderRef ref='USDT'/></AsyncRoot>"
            + "<AsyncLogger name='com.acme' level='INFO'>FILTER</AsyncLogger>"
      })
  void filter_onTheWay_deniesForTracersToo(String loggers) {
    String filter = "<MarkerFilter marker='SECRET' onMatch='DENY' onMismatch='NEUTRAL'/>";
    configure(
        "<Usdt name='USDT'/><Async name='FRONT'><AppenderRef ref='USDT'/></Async>"
            + "<Async name='FILTERED'><AppenderRef ref='USDT'/>"
            + filter
            + "</Async>",
        loggers.replace("FILTER</", filter + "</").replace("FILTER<App", filter + "<App"));
    Logger logger = contexts.logger(Contexts.ORDERS);
    Marker secret = MarkerManager.getMarker("SECRET");

    logger.debug(secret, "secret");
    logger.info(secret, "secret");
    logger.debug("d");
    logger.info("i");
    contexts.context.stop();

    assertThat(contexts.fired("log", "debug")).containsExactly("d");
    assertThat(contexts.fired("log", "info")).containsExactly("i");
  }

  @Test
  void filter_onOneOfTwoWays_deniesNothing() {
    configure(
        "<Usdt name='USDT'/>",
        "<Root level='INFO'><AppenderRef ref='USDT'/></Root>"
            + "<Logger name='com.acme' level='INFO'><AppenderRef ref='USDT'>"
            + "<MarkerFilter marker='SECRET' onMatch='DENY' onMismatch='NEUTRAL'/></AppenderRef></Logger>");

    contexts.logger(Contexts.ORDERS).debug(MarkerManager.getMarker("SECRET"), "no secret");

    assertThat(contexts.fired("log", "debug")).containsExactly("no secret");
  }
}
