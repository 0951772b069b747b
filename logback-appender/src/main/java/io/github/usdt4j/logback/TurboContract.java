package io.github.usdt4j.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import java.util.Arrays;

/** What this version of Logback asks turbo filters. */
final class TurboContract {
  /**
   * Whether a filter is asked about events that are complete, as fluent calls make them; since
   * Logback 1.5.21. Without, an event behind a guard that was opened for a tracer would reach all
   * appenders.
   */
  static final boolean HAS_FLUENT_DECIDE =
      Arrays.stream(TurboFilter.class.getMethods())
          .anyMatch(
              method ->
                  method.getName().equals("decide")
                      && Arrays.equals(
                          method.getParameterTypes(),
                          new Class<?>[] {Logger.class, org.slf4j.event.LoggingEvent.class}));

  private TurboContract() {}
}
