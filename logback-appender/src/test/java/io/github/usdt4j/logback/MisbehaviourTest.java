package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.LayoutBase;
import io.github.usdt4j.testsupport.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of the application that runs while an event is rendered, and throws, logs or blocks. */
final class MisbehaviourTest {
  private final Contexts contexts = new Contexts();
  private final Logger logger = contexts.logger(Contexts.EARLY);
  private final Logger inner = contexts.logger("com.acme.Inner");

  /** What the code in question does. */
  private Runnable act = () -> {};

  @AfterEach
  void close() {
    act = () -> {};
    contexts.close();
  }

  /** The places where code of the application can run. */
  private enum Place {
    LAYOUT {
      @Override
      void log(MisbehaviourTest test, Consumer<Object> call) {
        call.accept("v");
      }
    },
    ARGUMENT {
      @Override
      void log(MisbehaviourTest test, Consumer<Object> call) {
        call.accept(test.new Acting());
      }
    },
    MDC {
      @Override
      void log(MisbehaviourTest test, Consumer<Object> call) {
        call.accept("v");
      }
    };

    abstract void log(MisbehaviourTest test, Consumer<Object> call);
  }

  private final class Acting {
    @Override
    public String toString() {
      act.run();
      return "v";
    }
  }

  private final class ActingLayout extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
      act.run();
      return event.getFormattedMessage();
    }
  }

  @SuppressWarnings("unchecked") // of the class that it extends
  private final class ActingMdc extends LogbackMDCAdapter {
    @Override
    public Map<String, String> getPropertyMap() {
      act.run();
      return Map.of();
    }
  }

  private void start(Place place) {
    if (place == Place.MDC) {
      contexts.context.setMDCAdapter(new ActingMdc());
    }
    contexts.configure(Contexts.PLAIN.formatted(""));
    if (place == Place.LAYOUT) {
      ActingLayout layout = new ActingLayout();
      layout.setContext(contexts.context);
      layout.start();
      contexts.appender().stop();
      contexts.appender().setLayout(layout);
      contexts.appender().start();
    }
    for (String level : List.of("debug", "info")) {
      assertThat(contexts.tracer.attach("log:" + level)).isEqualTo(1);
    }
  }

  static Stream<Place> places() {
    return Stream.of(Place.values());
  }

  static Stream<Arguments> throwing() {
    return places()
        // SLF4J itself catches what toString() throws, prints it and goes on.
        .filter(place -> place != Place.ARGUMENT)
        .flatMap(
            place ->
                Stream.<Runnable>of(
                        () -> {
                          throw new IllegalStateException("x");
                        },
                        () -> {
                          throw new StackOverflowError("x");
                        })
                    .map(act -> Arguments.of(place, act)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("throwing")
  void throwing_neverReachesTheApplicationAndIsReportedOnce(Place place, Runnable thrower) {
    start(place);
    act = thrower;
    Runnable calls =
        () -> {
          place.log(this, value -> logger.debug("below {}", value));
          place.log(this, value -> logger.atDebug().log("below {}", value));
          if (place == Place.LAYOUT) {
            place.log(this, value -> logger.info("at {}", value));
          }
        };

    assertThatCode(calls::run).doesNotThrowAnyException();
    for (int i = 0; i < 1000; i++) {
      calls.run();
    }

    assertThat(contexts.tracer.fired()).isEmpty();
    assertThat(contexts.statuses())
        .filteredOn(text -> !text.startsWith("mdcAdapter being reset"))
        .containsExactly(
            "an event of com.acme.Orders could not be rendered (failure 1, reported at most once a"
                + " minute)");
    act = () -> {};
    place.log(this, value -> logger.debug("next {}", value));
    assertThat(contexts.fired("log", "debug")).containsExactly("next v");
  }

  @Test
  void throwingArgument_belowTheLevel_isReportedOnceAndPrintsNothing() {
    start(Place.ARGUMENT);
    act =
        () -> {
          throw new IllegalStateException("x");
        };
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream standardError = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      for (int i = 0; i < 100; i++) {
        logger.debug("below {} {}", "a", new Acting());
        logger.atDebug().log("below {} {}", "a", new Acting());
      }
    } finally {
      System.setErr(standardError);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(contexts.fired("log", "debug"))
        .hasSize(200)
        .containsOnly("below a [FAILED toString()]");
    assertThat(contexts.statuses())
        .singleElement()
        .asString()
        .startsWith("an argument of " + Acting.class.getName() + " has no text");
  }

  @ParameterizedTest
  @MethodSource("places")
  void logging_neverRecursesAndNobodySeesIt(Place place) {
    start(place);
    act =
        () -> {
          inner.debug("inside {}", new Acting());
          inner.error("inside {}", new Acting());
          inner.atInfo().log("inside {}", new Acting());
        };

    place.log(this, value -> logger.debug("below {}", value));
    place.log(this, value -> logger.atDebug().log("fluent {}", value));

    assertThat(contexts.fired("log", "debug")).containsExactly("below v", "fluent v");
    assertThat(contexts.tracer.fired()).hasSize(2);
    assertThat(contexts.shown()).isEmpty();
  }

  /** What an event that others see too logs shows as it does without a tracer, once. */
  @ParameterizedTest
  @EnumSource(names = {"LAYOUT", "ARGUMENT"})
  void logging_eventPassedItsLevel_othersSeeWhatTheyAlwaysSee(Place place) {
    start(place);
    act = () -> inner.info("inside");
    place.log(this, value -> logger.info("at {}", value));
    List<String> attached = contexts.shown();

    contexts.tracer.detach("log:info");
    contexts.tracer.detach("log:debug");
    contexts.clearShown();
    place.log(this, value -> logger.info("at {}", value));

    assertThat(attached).isEqualTo(contexts.shown());
    assertThat(contexts.fired("log", "info")).containsExactly("at v");
  }

  /** Logs twice whenever it is asked, so that recursion would never end. */
  private final class LoggingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      inner.debug("inside", this);
      inner.error("inside", this);
      return "e";
    }
  }

  @Test
  void throwableThatLogs_neverRecursesAndNobodySeesIt() {
    start(Place.ARGUMENT);

    logger.debug("below", new LoggingException());
    logger.atDebug().setCause(new LoggingException()).log("fluent");

    assertThat(contexts.fired("log", "debug")).containsExactly("below", "fluent");
    assertThat(contexts.shown()).isEmpty();
  }

  /** A stack may end in any of our methods; a thread that is left as if it rendered is silenced. */
  @Test
  void stackThatEndsAnywhere_theThreadLogsOnAsBefore() throws InterruptedException {
    start(Place.ARGUMENT);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int run = i;
      Thread thread = new Thread(null, () -> logUntilTheStackIsFull(run), "full", 200_000);
      thread.start();
      thread.join();
      expected.add("after " + run);
    }

    assertThat(contexts.shown()).isEqualTo(expected);
  }

  private void logUntilTheStackIsFull(int run) {
    try {
      recurse(-(run % 41), run % 2 == 0);
    } catch (StackOverflowError e) {
      logger.info("after {}", run);
    }
  }

  private void recurse(int depth, boolean isFluent) {
    if (depth >= 0 && isFluent) {
      logger.atDebug().addKeyValue("key", "v").log("deep");
    } else if (depth >= 0) {
      logger.debug("deep {}", "v");
    }
    if (depth < Integer.MAX_VALUE) {
      recurse(depth + 1, isFluent);
    }
  }

  /** What comes after the call into the other context is still hidden. */
  @Test
  void logging_intoAnotherContext_neverRecurses() {
    start(Place.ARGUMENT);
    try (Contexts other = new Contexts(contexts.tracer).configure(Contexts.PLAIN.formatted(""))) {
      act =
          () -> {
            other.logger("com.acme.Other").debug("other {}", new Acting());
            inner.error("inside {}", new Acting());
          };

      logger.debug("below {}", new Acting());

      assertThat(contexts.fired("log", "debug")).containsExactly("below v");
      assertThat(contexts.shown()).isEmpty();
    }
  }

  @Test
  void levelThatChangesMeanwhile_firesOnce() {
    start(Place.ARGUMENT);
    act = () -> logger.setLevel(Level.DEBUG);

    logger.debug("below {}", new Acting());

    assertThat(contexts.fired("log", "debug")).containsExactly("below v");
    assertThat(contexts.shown()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("places")
  void blocking_holdsUpItsOwnThreadAlone(Place place) throws InterruptedException {
    start(place);
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread blocked = new Thread(() -> place.log(this, value -> logger.debug("slow {}", value)));
    blocked.setDaemon(true);
    act =
        () -> {
          if (Thread.currentThread() == blocked) {
            entered.countDown();
            await(leave);
          }
        };
    blocked.start();
    await(entered);

    place.log(this, value -> logger.debug("quick {}", value));
    assertThat(contexts.fired("log", "debug")).containsExactly("quick v");
    contexts.appender().stop();
    contexts.appender().start();
    place.log(this, value -> logger.debug("later {}", value));
    leave.countDown();
    blocked.join(Await.LIMIT.toMillis());

    assertThat(contexts.fired("log", "debug")).contains("quick v", "later v");
    assertThat(contexts.shown()).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    Await.until(() -> "the other thread", () -> latch.getCount() == 0);
  }
}
