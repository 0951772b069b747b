package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.slf4j.Log4jLogger;
import org.apache.logging.slf4j.Log4jMarkerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.spi.LocationAwareLogger;

/** The ways to make Log4j asynchronous: events fire on the thread that logs. */
final class AsyncSetupsTest {
  private static final String APPENDERS =
      """
      <Appenders>
        <Usdt name="USDT"/>
        <Shown name="SHOWN"/>
        <Async name="ASYNC"><AppenderRef ref="USDT"/></Async>
      </Appenders>
      """;

  static Stream<Arguments> setups() {
    return Stream.of(
        Arguments.of(
            "all loggers",
            contexts(Contexts::async),
            "<Root level='INFO'><AppenderRef ref='USDT'/></Root>"),
        Arguments.of(
            "asynchronous root",
            contexts(Contexts::new),
            "<AsyncRoot level='INFO'><AppenderRef ref='USDT'/></AsyncRoot>"),
        Arguments.of(
            "mixed",
            contexts(Contexts::new),
            """
            <AsyncLogger name="com.acme" level="INFO"><AppenderRef ref="SHOWN"/></AsyncLogger>
            <Root level="INFO"><AppenderRef ref="USDT"/></Root>
            """),
        Arguments.of(
            "behind an AsyncAppender",
            contexts(Contexts::new),
            "<Root level='INFO'><AppenderRef ref='ASYNC'/></Root>"));
  }

  private static Supplier<Contexts> contexts(Supplier<Contexts> maker) {
    return maker;
  }

  /** An argument that knows who has made a text of it. */
  private static final class Witness {
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Override
    public String toString() {
      threads.add(Thread.currentThread());
      return "v";
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("setups")
  void event_atLevel_firesBeforeTheCallReturns(
      String name, Supplier<Contexts> made, String loggers) {
    try (Contexts contexts =
        made.get().configure(APPENDERS + "<Loggers>" + loggers + "</Loggers>")) {
      Logger logger = contexts.logger(Contexts.ORDERS);
      contexts.attach("log:debug");
      contexts.attach("log:warn");
      Witness witness = new Witness();

      logger.debug("below {}", witness);
      logger.warn("at {}", witness);

      // Whatever the worker does, and whenever.
      assertThat(contexts.fired("log", "debug")).containsExactly("below v");
      assertThat(contexts.fired("log", "warn")).containsExactly("at v");
      assertThat(witness.threads).contains(Thread.currentThread());
      assertThat(contexts.statuses()).isEmpty();
      contexts.context.stop();
      assertThat(contexts.fired()).hasSize(2);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("setups")
  void flowCall_enabled_firesOnceOnTheWorker(String name, Supplier<Contexts> made, String loggers) {
    try (Contexts contexts =
        made.get()
            .configure(APPENDERS + "<Loggers>" + loggers.replace("INFO", "TRACE") + "</Loggers>")) {
      Logger logger = contexts.logger(Contexts.ORDERS);
      contexts.attach("log:trace");

      logger.traceEntry("in");

      Await.until(() -> "the entry", () -> !contexts.fired("log", "trace").isEmpty());
      contexts.context.stop();
      assertThat(contexts.fired("log", "trace")).containsExactly("Enter in");
    }
  }

  /** Code that logs behind all filters has loggers of its own. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("setups")
  void event_thatMeetsNoFilter_firesOnce(String name, Supplier<Contexts> made, String loggers) {
    try (Contexts contexts =
        made.get().configure(APPENDERS + "<Loggers>" + loggers + "</Loggers>")) {
      Logger behind = contexts.logger("org.other.Behind");
      Logger before = contexts.logger("org.other.Before");
      contexts.attach("log:warn");

      for (int i = 0; i < 3; i++) {
        behind.logMessage("org.other.Facade", Level.WARN, null, new SimpleMessage("m" + i), null);
        before.warn("w{}", i);
      }

      Await.until(() -> "all", () -> contexts.fired("log", "warn").size() >= 6);
      contexts.context.stop();
      assertThat(contexts.fired("log", "warn"))
          .containsExactlyInAnyOrder("m0", "m1", "m2", "w0", "w1", "w2");
    }
  }

  /** What waits in the queue comes to the appender of the next configuration. */
  @Test
  void events_queuedWhileTheConfigurationIsReplaced_fireOnce() throws InterruptedException {
    String elements =
        APPENDERS + "<Loggers><Root level='INFO'><AppenderRef ref='USDT'/></Root></Loggers>";
    try (Contexts contexts = Contexts.async().configure(elements)) {
      Logger logger = contexts.logger(Contexts.ORDERS);
      contexts.attach("log:warn");
      CountDownLatch replaced = new CountDownLatch(1);
      contexts.addAppender("", message -> awaitIf(message.equals("hold"), replaced));

      logger.warn("hold");
      logger.warn("queued {}", 1);
      logger.warn("queued with a supplier {}", () -> 2);
      // It waits for events of the one before, but the next one takes over at once.
      Configuration before = contexts.context.getConfiguration();
      Thread replacing = new Thread(() -> contexts.reconfigure(elements));
      replacing.start();
      Await.until(() -> "the next", () -> contexts.context.getConfiguration() != before);
      replaced.countDown();
      replacing.join();

      Await.until(() -> "all", () -> contexts.fired("log", "warn").size() >= 3);
      contexts.context.stop();
      assertThat(contexts.fired("log", "warn"))
          .containsExactlyInAnyOrder("hold", "queued 1", "queued with a supplier 2");
    }
  }

  private static void awaitIf(boolean isDue, CountDownLatch latch) {
    if (isDue) {
      Await.until(() -> "the latch", () -> latch.getCount() == 0);
    }
  }

  /** The text of a call with suppliers may be that of others. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("setups")
  void texts_withSuppliersAndWithout_fireAsOftenAsTheyWereLogged(
      String name, Supplier<Contexts> made, String loggers) {
    try (Contexts contexts =
        made.get().configure(APPENDERS + "<Loggers>" + loggers + "</Loggers>")) {
      Logger logger = contexts.logger(Contexts.ORDERS);
      contexts.attach("log:warn");

      for (int i = 0; i < 3; i++) {
        int number = i;
        logger.warn("t {}", () -> "supplied " + number);
        logger.warn("t {}", "given " + i);
        logger.warn("t {}");
        logger.warn(new ParameterizedMessage("t {}", "made " + i));
      }

      Await.until(() -> "all", () -> contexts.fired("log", "warn").size() >= 12);
      contexts.context.stop();
      assertThat(contexts.fired("log", "warn")).hasSize(12);
    }
  }

  /**
   * Wrappers over SLF4J hand a throwable on behind the filter: SLF4J's own bridges without
   * arguments, JBoss Logging with an empty array.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("setups")
  void slf4jLocationAware_atLevel_firesOnceWithItsThrowable(
      String name, Supplier<Contexts> made, String loggers) {
    try (Contexts contexts =
        made.get().configure(APPENDERS + "<Loggers>" + loggers + "</Loggers>")) {
      LocationAwareLogger logger =
          new Log4jLogger(
              new Log4jMarkerFactory(), contexts.logger(Contexts.ORDERS), Contexts.ORDERS);
      int warn = LocationAwareLogger.WARN_INT;
      Throwable thrown = new IllegalStateException("no");
      contexts.attach("log:warn");

      logger.warn("plain");
      logger.log(null, "com.acme.Wrapper", warn, "bridge", null, thrown);
      logger.log(null, "org.jboss.logging.Logger", warn, "jboss", new Object[0], thrown);
      logger.log(null, "com.acme.Wrapper", warn, "of {}", new Object[] {1}, thrown);
      logger.warn("plain");

      Await.until(() -> "all", () -> contexts.fired("log", "warn").size() >= 5);
      contexts.context.stop();
      assertThat(contexts.events("log", "warn"))
          .extracting(event -> event.get(0) + "|" + event.get(7))
          .containsExactlyInAnyOrder(
              "plain|",
              "bridge|java.lang.IllegalStateException: no",
              "jboss|java.lang.IllegalStateException: no",
              "of 1|java.lang.IllegalStateException: no",
              "plain|");
    }
  }

  /** An appender of others that is asynchronous does not make ours so. */
  @Test
  void asyncAppender_ofOthers_changesNothing() {
    try (Contexts contexts = new Contexts()) {
      contexts.configure(
          """
          <Appenders>
            <Usdt name="USDT"/>
            <Shown name="SHOWN"/>
            <Async name="ASYNC"><AppenderRef ref="SHOWN"/></Async>
          </Appenders>
          <Loggers>
            <Root level="INFO"><AppenderRef ref="USDT"/><AppenderRef ref="ASYNC"/></Root>
          </Loggers>
          """);
      contexts.attach("log:warn");
      Witness witness = new Witness();

      contexts.logger(Contexts.ORDERS).warn("at {}", witness);

      assertThat(contexts.fired("log", "warn")).containsExactly("at v");
      assertThat(ContextBridge.of(contexts.context.getConfiguration()).isAsynchronous()).isFalse();
    }
  }

  /** Behind an appender that nobody knows to be asynchronous. */
  @Test
  void unknownAsynchronousAppender_inFront_isReportedOnce() {
    try (Contexts contexts = Contexts.plain("")) {
      contexts.attach("log:info");
      Logger logger = contexts.logger(Contexts.ORDERS);

      for (int i = 0; i < 2; i++) {
        contexts
            .appender()
            .append(
                Log4jLogEvent.newBuilder()
                    .setLoggerName(logger.getName())
                    .setLevel(Level.INFO)
                    .setMessage(new SimpleMessage("m"))
                    .setThreadId(-1)
                    .build());
      }

      assertThat(contexts.fired("log", "info")).containsExactly("m", "m");
      assertThat(contexts.statuses())
          .singleElement()
          .asString()
          .startsWith("USDT: behind an asynchronous appender, tracers see the thread id");
    }
  }
}
