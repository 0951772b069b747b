package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.LogProbes;
import java.util.function.Function;

/**
 * What one appender adds to its context.
 *
 * @param <C> the bridge's kind of log call
 * @param view shows a call as the event that the appender would have got: with its layout, and
 *     denied by its own filters
 */
public record AppenderProbes<C extends LogCall<?>>(LogProbes probes, Function<C, EventView> view) {}
