package io.github.usdt4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.spi.FilterAttachable;
import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.LogProbes;

/**
 * What one appender, or a filter that works alone, adds to the capture of its context.
 *
 * @param layout null when messages are taken as they are
 * @param appender whose own filters count for events below the level too; null for a filter
 */
record Member(
    LogProbes probes,
    Layout<ILoggingEvent> layout,
    FilterAttachable<ILoggingEvent> appender,
    boolean capturesBelowLevel,
    boolean capturesGuarded) {
  boolean isAppender() {
    return appender != null;
  }

  /**
   * An event as this one shows it to tracers.
   *
   * @param isCopy the filter has made it; else Logback has, and has asked the appender's filters
   */
  EventView view(ILoggingEvent event, boolean isCopy) {
    return new LogbackEvent(event, layout, isCopy, isCopy ? appender : null);
  }
}
