package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.LayoutBase;
import io.github.usdt4j.testsupport.appenders.MisbehaviourContract;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code of the application that runs while an event is rendered, and throws, logs or blocks. */
final class MisbehaviourTest extends MisbehaviourContract<Contexts, MisbehaviourTest.Place> {
  private final Logger logger = contexts.logger(Contexts.ORDERS);

  /** How many of the last calls before the end of a stack log: each needs several frames more. */
  private static final int LAST_CALLS = 60;

  private int deepest;

  /** The places where code of the application can run. */
  enum Place {
    LAYOUT,
    ARGUMENT,
    MDC
  }

  static Stream<Place> places() {
    return Stream.of(Place.values());
  }

  /** SLF4J itself catches what toString() throws, prints it and goes on. */
  static Stream<Place> placesThatThrow() {
    return Stream.of(Place.LAYOUT, Place.MDC);
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

  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected Place layout() {
    return Place.LAYOUT;
  }

  @Override
  protected void configure(Place place) {
    if (place == Place.MDC) {
      contexts.context.setMDCAdapter(new ActingMdc());
    }
    contexts.configure(contexts.one(""));
    if (place == Place.LAYOUT) {
      ActingLayout layout = new ActingLayout();
      layout.setContext(contexts.context);
      layout.start();
      contexts.appender().stop();
      contexts.appender().setLayout(layout);
      contexts.appender().start();
    }
  }

  @Override
  protected void log(Place place, String level, String text) {
    contexts
        .calls(Contexts.ORDERS)
        .log(level, text + " {}", place == Place.ARGUMENT ? new Acting() : "v");
  }

  @Override
  protected void restart(Place place) {
    contexts.stop("USDT");
    contexts.start("USDT");
  }

  /** The fluent interface makes its event in another way. */
  @ParameterizedTest
  @EnumSource(names = {"LAYOUT", "MDC"})
  void exception_ofAFluentCall_neverReachesTheApplication(Place place) {
    start(place);
    act =
        () -> {
          throw new IllegalStateException("x");
        };

    logger.atDebug().log("below {}", "v");

    assertThat(contexts.fired("log", "debug")).hasSize(1);
    assertThat(contexts.statuses()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void logging_ofAFluentCall_neverRecursesAndNobodySeesIt(Place place) {
    start(place);
    act = () -> inner.info("inside {}", new Acting());

    logger.atDebug().log("fluent {}", place == Place.ARGUMENT ? new Acting() : "v");

    assertThat(contexts.fired("log", "debug")).containsExactly("fluent v");
    assertThat(contexts.fired()).hasSize(1);
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void throwingArgument_belowTheLevel_printsNothing() {
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
  }

  /** What an event that others see too logs shows as it does without a tracer, once. */
  @ParameterizedTest
  @EnumSource(names = {"LAYOUT", "ARGUMENT"})
  void logging_eventPassedItsLevel_othersSeeWhatTheyAlwaysSee(Place place) {
    start(place);
    act = () -> inner.info("inside");
    log(place, "info", "at");
    List<String> attached = contexts.shown();

    contexts.detach("log:info");
    contexts.detach("log:debug");
    contexts.clearShown();
    log(place, "info", "at");

    assertThat(attached).isEqualTo(contexts.shown());
    assertThat(contexts.fired("log", "info")).containsExactly("at v");
  }

  /** Logs twice whenever it is asked, so that recursion would never end. */
  private final class LoggingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      inner.debug("inside", this);
      inner.log("error", "inside", this);
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
    for (int i = 0; i < 200; i++) {
      int run = i;
      Thread thread = new Thread(null, () -> logUntilTheStackIsFull(run), "full", 200_000);
      thread.start();
      thread.join();
      expected.add("after " + run);
    }

    assertThat(contexts.shown()).isEqualTo(expected);
  }

  /** Calls that are far from the end of the stack say nothing, so only the last ones are made. */
  private void logUntilTheStackIsFull(int run) {
    int silent = Integer.MIN_VALUE / 2;
    try {
      recurse(silent, true);
    } catch (StackOverflowError e) {
      // Now it is known how deep it goes.
    }
    int first = deepest - silent - LAST_CALLS - run % 41;
    try {
      recurse(-first, run % 2 == 0);
    } catch (StackOverflowError e) {
      logger.info("after {}", run);
    }
  }

  private void recurse(int depth, boolean isFluent) {
    deepest = depth;
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
    try (Contexts other = contexts.another()) {
      other.configure(other.one(""));
      act =
          () -> {
            other.logger("com.acme.Other").debug("other {}", new Acting());
            inner.log("error", "inside {}", new Acting());
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
}
