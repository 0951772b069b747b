package io.github.usdt4j.jul;

import io.github.usdt4j.testsupport.appenders.MisbehaviourContract;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

/** Code of the application that runs while an event is rendered, and throws, logs or blocks. */
class MisbehaviourTest extends MisbehaviourContract<Contexts, MisbehaviourTest.Place> {
  /** The places where code of the application can run. */
  enum Place {
    LAYOUT,
    ARGUMENT
  }

  static Stream<Place> places() {
    return Stream.of(Place.values());
  }

  /** A formatter itself catches what toString() of a parameter throws, and takes the format. */
  static Stream<Place> placesThatThrow() {
    return Stream.of(Place.LAYOUT);
  }

  private final class ActingLayout extends Formatter {
    @Override
    public String format(LogRecord record) {
      act.run();
      return formatMessage(record);
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
    contexts.configure(contexts.one(""));
    if (place == Place.LAYOUT) {
      contexts.handler().setFormatter(new ActingLayout());
    }
  }

  @Override
  protected void log(Place place, String level, String text) {
    if (place == Place.LAYOUT) {
      contexts.calls(Contexts.ORDERS).log(level, text + " v");
    } else {
      contexts.calls(Contexts.ORDERS).log(level, text + " {}", new Acting());
    }
  }

  @Override
  protected void restart(Place place) {
    configure(place);
  }
}
