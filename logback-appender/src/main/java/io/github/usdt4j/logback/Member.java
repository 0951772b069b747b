package io.github.usdt4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import io.github.usdt4j.logging.LogProbes;

/** What one appender, or a filter that works alone, adds to the capture of its context. */
record Member(
    LogProbes probes,
    Layout<ILoggingEvent> layout,
    boolean isAppender,
    boolean capturesBelowLevel,
    boolean capturesGuarded) {}
