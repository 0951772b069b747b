package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.usdt4j.testsupport.Await;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of the application that runs while an event is rendered, and throws, logs or blocks. */
class MisbehaviourTest {
  private final Contexts contexts = contexts();
  private final Logger logger = contexts.logger(Contexts.ORDERS);
  private final Logger inner = contexts.logger("com.acme.Inner");

  /** What the code in question does. */
  private Runnable act = () -> {};

  Contexts contexts() {
    return Contexts.plain("><Acting/></Usdt>");
  }

  @AfterEach
  void close() {
    act = () -> {};
    contexts.close();
  }

  /** The places where code of the application can run. */
  enum Place {
    LAYOUT {
      @Override
      void log(MisbehaviourTest test, Level level, String text) {
        ((ActingLayout) test.contexts.appender().getLayout()).act = test.act;
        test.logger.log(level, text + " v");
      }
    },
    ARGUMENT {
      @Override
      void log(MisbehaviourTest test, Level level, String text) {
        test.logger.log(level, text + " {}", test.new Acting());
      }
    },
    MESSAGE {
      @Override
      void log(MisbehaviourTest test, Level level, String text) {
        Message message = test.new ActingMessage(text + " v");
        test.logger.log(level, message);
      }
    },
    SUPPLIER {
      @Override
      void log(MisbehaviourTest test, Level level, String text) {
        Supplier<Object> supplier = () -> text + " " + test.new Acting();
        test.logger.log(level, supplier);
      }
    };

    abstract void log(MisbehaviourTest test, Level level, String text);
  }

  private final class Acting {
    @Override
    public String toString() {
      act.run();
      return "v";
    }
  }

  private final class ActingMessage extends SimpleMessage {
    private static final long serialVersionUID = 1L;

    ActingMessage(String text) {
      super(text);
    }

    @Override
    public String getFormattedMessage() {
      act.run();
      return super.getFormattedMessage();
    }
  }

  private void attach() {
    for (String level : List.of("debug", "info")) {
      assertThat(contexts.tracer.attach("log:" + level)).isEqualTo(1);
    }
  }

  /** As it would be without a tracer. */
  @Test
  void argument_logsToAnotherContext_isLoggedThereOnce() {
    try (Contexts other = new Contexts(contexts.tracer)) {
      other.configure(Contexts.ASYNC_ROOT);
      attach();
      Logger there = other.logger(Contexts.ORDERS);
      act = () -> there.info("guard {}", there.isInfoEnabled());

      logger.info(new ParameterizedMessage("at {}", new Acting()));
      assertThat(contexts.shown()).containsExactly("at v");
      other.context.stop();

      assertThat(other.shown()).containsExactly("guard true");
    }
  }

  static Stream<Arguments> throwing() {
    return Stream.of(Place.LAYOUT, Place.MESSAGE, Place.SUPPLIER)
        // Log4j itself catches what toString() of an argument throws, and says so in the message.
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
    attach();
    act = thrower;
    Runnable calls = () -> place.log(this, Level.DEBUG, "below");

    assertThatCode(calls::run).doesNotThrowAnyException();
    for (int i = 0; i < 1000; i++) {
      calls.run();
    }

    assertThat(contexts.tracer.fired()).isEmpty();
    assertThat(contexts.statuses())
        .containsExactly(
            "usdt4j: an event of com.acme.Orders could not be rendered (failure 1, reported at most"
                + " once a minute)");
    act = () -> {};
    place.log(this, Level.DEBUG, "next");
    assertThat(contexts.fired("log", "debug")).containsExactly("next v");
  }

  @Test
  void throwing_layoutAtLevel_othersGetTheEvent() {
    attach();
    act =
        () -> {
          throw new IllegalStateException("x");
        };

    Place.LAYOUT.log(this, Level.INFO, "at");

    assertThat(contexts.shown()).containsExactly("at v");
    assertThat(contexts.tracer.fired()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void logging_neverRecursesAndNobodySeesIt(Place place) {
    attach();
    act =
        () -> {
          inner.debug("inside {}", new Acting());
          inner.error("inside {}", new Acting());
          inner.atInfo().log("inside {}", new Acting());
          inner.info(() -> "inside");
          if (inner.isInfoEnabled()) {
            inner.warn("inside");
          }
        };

    place.log(this, Level.DEBUG, "below");

    assertThat(contexts.shown()).isEmpty();
    assertThat(contexts.fired("log", "debug")).containsExactly("below v");
    assertThat(contexts.tracer.fired()).hasSize(1);
  }

  /** What an event that others see too logs shows as it does without a tracer. */
  @ParameterizedTest
  @EnumSource
  void logging_eventPassedItsLevel_othersSeeWhatTheyAlwaysSee(Place place) {
    attach();
    act = () -> inner.info("inside");

    place.log(this, Level.INFO, "at");

    assertThat(comparable(contexts.shown(), place))
        .isEqualTo(comparable(shownWithoutTracer(place), place))
        .contains("at v");
    // What is logged before the event comes to us is an event like any other.
    assertThat(contexts.fired("log", "info"))
        .filteredOn(text -> !text.equals("inside"))
        .containsExactly("at v");
  }

  private List<String> shownWithoutTracer(Place place) {
    MisbehaviourTest other = another();
    try {
      other.act = () -> other.inner.info("inside");
      place.log(other, Level.INFO, "at");
      return other.contexts.shown();
    } finally {
      other.close();
    }
  }

  /** What is the same in each run of Log4j alone. */
  List<String> comparable(List<String> shown, Place place) {
    return shown;
  }

  MisbehaviourTest another() {
    return new MisbehaviourTest();
  }

  @ParameterizedTest
  @EnumSource
  void blocking_holdsUpItsOwnThreadAlone(Place place) throws InterruptedException {
    attach();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread blocked = new Thread(() -> place.log(this, Level.DEBUG, "slow"));
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

    place.log(this, Level.DEBUG, "quick");
    assertThat(contexts.fired("log", "debug")).containsExactly("quick v");
    contexts.configure(Contexts.plainElements("><Acting/></Usdt>"));
    place.log(this, Level.DEBUG, "later");
    leave.countDown();
    blocked.join(Await.LIMIT.toMillis());

    assertThat(contexts.fired("log", "debug")).contains("quick v", "later v");
    assertThat(contexts.shown()).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    Await.until(() -> "the other thread", () -> latch.getCount() == 0);
  }

  /** Its text is made again for each appender. */
  @Test
  void mapMessage_valueLogs_showsWhatItShowsWithoutTracer() {
    assertThat(shownOfMapMessage(true)).isEqualTo(shownOfMapMessage(false));
  }

  private List<String> shownOfMapMessage(boolean attached) {
    try (Contexts own = Contexts.plain("")) {
      Logger nested = own.logger("com.acme.Inner");
      act = () -> nested.info("nested");
      if (attached) {
        assertThat(own.tracer.attach("log:info")).isEqualTo(1);
      }

      own.logger(Contexts.ORDERS).info(new MapMessage<>(Map.of("k", new Acting())));

      assertThat(own.tracer.fired().isEmpty()).isEqualTo(!attached);
      return own.shown();
    }
  }
}
