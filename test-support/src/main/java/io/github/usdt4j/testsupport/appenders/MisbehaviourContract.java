package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.usdt4j.testsupport.Await;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests code of the application that runs while an event is rendered, and throws, logs or blocks.
 *
 * <p>The class that extends it has static methods {@code places}, where such code can run, and
 * {@code placesThatThrow}, where the framework does not catch itself what such code throws.
 *
 * @param <P> the places
 */
public abstract class MisbehaviourContract<F extends Fixture, P> extends FixtureContract<F> {
  /** Holds what the code in question does. */
  protected Runnable act = () -> {};

  /** Holds a logger for the code in question. */
  protected final LogCalls inner = contexts.calls("com.acme.Inner");

  /** Runs the code in question as it is made a text: it is an argument of a call. */
  protected final class Acting {
    /** Makes an argument. */
    public Acting() {}

    @Override
    public String toString() {
      act.run();
      return "v";
    }
  }

  /** Returns the place that is a layout of the appender. */
  protected abstract P layout();

  /** Configures the context so that code can run there. */
  protected abstract void configure(P place);

  /** Logs the text and " v" at a level, so that the code runs at that place. */
  protected abstract void log(P place, String level, String text);

  /** Ends the appender and makes it anew, while it renders an event. */
  protected abstract void restart(P place);

  @AfterEach
  final void behave() {
    act = () -> {};
  }

  /** Configures the context, and attaches to debug and info. */
  protected final void start(P place) {
    configure(place);
    for (String level : List.of("debug", "info")) {
      assertThat(contexts.attach("log:" + level)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("placesThatThrow")
  void exception_neverReachesTheApplicationAndIsReportedOnce(P place) {
    assertReportedOnce(
        place,
        () -> {
          throw new IllegalStateException("x");
        });
  }

  @ParameterizedTest
  @MethodSource("placesThatThrow")
  void error_neverReachesTheApplicationAndIsReportedOnce(P place) {
    assertReportedOnce(
        place,
        () -> {
          throw new StackOverflowError("x");
        });
  }

  private void assertReportedOnce(P place, Runnable thrower) {
    start(place);
    act = thrower;

    assertThatCode(() -> log(place, "debug", "below")).doesNotThrowAnyException();
    for (int i = 0; i < 1000; i++) {
      log(place, "debug", "below");
    }

    assertThat(contexts.events("log", "debug"))
        .hasSize(1001)
        .allSatisfy(
            event -> assertThat(event.toString()).containsPattern("\\[\\w+ failed: java.lang."));
    assertThat(contexts.statuses())
        .singleElement()
        .asString()
        .endsWith(
            " of an event of com.acme.Orders could not be rendered (failure 1, reported at most"
                + " once a minute)");
    act = () -> {};
    contexts.clearFired();
    log(place, "debug", "next");
    assertThat(contexts.fired("log", "debug")).containsExactly("next v");
  }

  /** Texts of the application, which fail when they are made. */
  private static final class Failing extends IllegalStateException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("x");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("x");
    }
  }

  /** Without a tracer nobody would make these texts, and nobody would hear that they fail. */
  @Test
  void exception_ofAnArgumentBelowTheLevel_isToldByTheEventAlone() {
    start(layout());

    contexts.calls(Fixture.ORDERS).log("debug", "below {} {}", new Failing(), "a");
    contexts.calls(Fixture.ORDERS).log("debug", "below {}", "a", new Failing());

    assertThat(contexts.fired("log", "debug")).hasSize(2);
    assertThat(contexts.statuses()).isEmpty();
  }

  @Test
  void exception_ofTheLayoutAtTheLevel_othersGetTheEvent() {
    start(layout());
    act =
        () -> {
          throw new IllegalStateException("x");
        };

    log(layout(), "info", "at");

    assertThat(contexts.shown()).containsExactly("at v");
    assertThat(contexts.fired("log", "info"))
        .containsExactly("[message failed: java.lang.IllegalStateException]");
  }

  @ParameterizedTest
  @MethodSource("places")
  void logging_neverRecursesAndNobodySeesIt(P place) {
    start(place);
    act = this::logInside;

    log(place, "debug", "below");

    assertThat(contexts.shown()).isEmpty();
    assertThat(contexts.fired("log", "debug")).containsExactly("below v");
    assertThat(contexts.fired()).hasSize(1);
  }

  private void logInside() {
    inner.debug("inside {}", new Acting());
    inner.log("error", "inside {}", new Acting());
    inner.fluent("info", "inside {}", new Acting());
    if (inner.isEnabled("info")) {
      inner.log("warn", "inside");
    }
  }

  @ParameterizedTest
  @MethodSource("places")
  void blocking_holdsUpItsOwnThreadAlone(P place) throws InterruptedException {
    start(place);
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread blocked = new Thread(() -> log(place, "debug", "slow"));
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

    log(place, "debug", "quick");
    assertThat(contexts.fired("log", "debug")).containsExactly("quick v");
    restart(place);
    log(place, "debug", "later");
    leave.countDown();
    blocked.join(Await.LIMIT.toMillis());

    assertThat(contexts.fired("log", "debug")).contains("quick v", "later v");
    assertThat(contexts.shown()).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    Await.until(() -> "the other thread", () -> latch.getCount() == 0);
  }
}
