package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.LogProbes;
import java.io.Serializable;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.filter.Filterable;

/**
 * What one appender, or a filter that works alone, adds to the capture of its configuration.
 *
 * @param layout null when messages are taken as they are
 * @param appender whose own filter counts for events that the context-wide filter fires, too; null
 *     for a filter
 */
record Member(
    ProbesManager manager,
    Layout<? extends Serializable> layout,
    Filterable appender,
    boolean capturesBelowLevel,
    boolean capturesGuarded,
    boolean needsCaller) {
  LogProbes probes() {
    return manager.probes();
  }

  boolean isAppender() {
    return appender != null;
  }

  EventView view(LogEvent event) {
    return Log4jEvent.of(event, layout);
  }

  EventView view(CallEvent call) {
    return Log4jEvent.of(call, layout, appender);
  }
}
