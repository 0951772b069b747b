package io.github.usdt4j.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import java.util.Arrays;

/** Tells what the Logback of this process has; older ones than ours come by the agent. */
final class Versions {
  /**
   * Whether events have an instant, lists of markers and key/value pairs, and know their context,
   * as they do since 1.3. Before that they have a time in milliseconds and one marker.
   */
  static final boolean EVENTS_HAVE_LISTS =
      Arrays.stream(ILoggingEvent.class.getMethods())
          .anyMatch(method -> method.getName().equals("getKeyValuePairs"));

  /**
   * Whether filters are asked about complete events, as fluent calls make them, which they are
   * since 1.5.21. An older one lets an event behind a guard that was opened for a tracer reach all
   * appenders.
   */
  static final boolean FLUENT_CALLS_ASK =
      Arrays.stream(TurboFilter.class.getMethods())
          .anyMatch(
              method ->
                  method.getName().equals("decide")
                      && Arrays.equals(
                          method.getParameterTypes(),
                          new Class<?>[] {Logger.class, org.slf4j.event.LoggingEvent.class}));

  private Versions() {}
}
