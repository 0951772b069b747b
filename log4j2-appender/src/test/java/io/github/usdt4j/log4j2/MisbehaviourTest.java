package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.appenders.MisbehaviourContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code of the application that runs while an event is rendered, and throws, logs or blocks. */
class MisbehaviourTest extends MisbehaviourContract<Contexts, MisbehaviourTest.Place> {
  private static final String ACTING_LAYOUT = "><Acting/></Usdt>";

  private final Logger logger = contexts.logger(Contexts.ORDERS);

  /** The places where code of the application can run. */
  enum Place {
    LAYOUT,
    ARGUMENT,
    MESSAGE,
    SUPPLIER
  }

  static Stream<Place> places() {
    return Stream.of(Place.values());
  }

  /** Log4j itself catches what toString() of an argument throws, and says so in the message. */
  static Stream<Place> placesThatThrow() {
    return Stream.of(Place.LAYOUT, Place.MESSAGE, Place.SUPPLIER);
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
    contexts.configure(contexts.one(ACTING_LAYOUT));
  }

  @Override
  protected void log(Place place, String level, String text) {
    Level at = Level.valueOf(level);
    switch (place) {
      case LAYOUT -> {
        ((ActingLayout) contexts.appender().getLayout()).act = act;
        logger.log(at, text + " v");
      }
      case ARGUMENT -> logger.log(at, text + " {}", new Acting());
      case MESSAGE -> {
        Message message = new ActingMessage(text + " v");
        logger.log(at, message);
      }
      case SUPPLIER -> {
        Supplier<Object> supplier = () -> text + " " + new Acting();
        logger.log(at, supplier);
      }
    }
  }

  @Override
  protected void restart(Place place) {
    contexts.reconfigure(contexts.one(ACTING_LAYOUT));
  }

  /** As it would be without a tracer. */
  @Test
  void argument_logsToAnotherContext_isLoggedThereOnce() {
    start(Place.ARGUMENT);
    try (Contexts other = contexts.another()) {
      other.configure(Contexts.ASYNC_ROOT);
      Logger there = other.logger(Contexts.ORDERS);
      act = () -> there.info("guard {}", there.isInfoEnabled());

      logger.info(new ParameterizedMessage("at {}", new Acting()));
      assertThat(contexts.shown()).containsExactly("at v");
      other.context.stop();

      assertThat(other.shown()).containsExactly("guard true");
    }
  }

  @Test
  void logging_ofASupplier_neverRecursesAndNobodySeesIt() {
    start(Place.ARGUMENT);
    Logger supplied = contexts.logger("com.acme.Inner");
    act = () -> supplied.info(() -> "inside");

    log(Place.ARGUMENT, "debug", "below");

    assertThat(contexts.shown()).isEmpty();
    assertThat(contexts.fired()).hasSize(1);
  }

  /** What an event that others see too logs shows as it does without a tracer. */
  @ParameterizedTest
  @EnumSource
  void logging_eventPassedItsLevel_othersSeeWhatTheyAlwaysSee(Place place) {
    start(place);
    act = () -> inner.info("inside");

    log(place, "info", "at");

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
      other.configure(place);
      other.act = () -> other.inner.info("inside");
      other.log(place, "info", "at");
      return other.contexts.shown();
    } finally {
      other.contexts.close();
    }
  }

  /** What is the same in each run of Log4j alone. */
  List<String> comparable(List<String> shown, Place place) {
    return shown;
  }

  MisbehaviourTest another() {
    return new MisbehaviourTest();
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
        assertThat(own.attach("log:info")).isEqualTo(1);
      }

      own.logger(Contexts.ORDERS).info(new MapMessage<>(Map.of("k", new Acting())));

      assertThat(own.fired().isEmpty()).isEqualTo(!attached);
      return own.shown();
    }
  }
}
