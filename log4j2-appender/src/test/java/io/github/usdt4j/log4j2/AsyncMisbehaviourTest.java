package io.github.usdt4j.log4j2;

import java.util.List;

/** The same with all loggers asynchronous. */
final class AsyncMisbehaviourTest extends MisbehaviourTest {
  @Override
  protected Contexts contexts() {
    return Contexts.async();
  }

  @Override
  MisbehaviourTest another() {
    return new AsyncMisbehaviourTest();
  }

  /** The worker makes a text of such a message, too, and what it logs then comes late or never. */
  @Override
  List<String> comparable(List<String> shown, Place place) {
    return place == Place.MESSAGE ? shown.stream().distinct().sorted().toList() : shown;
  }
}
