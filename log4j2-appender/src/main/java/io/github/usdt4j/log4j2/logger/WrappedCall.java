package io.github.usdt4j.log4j2.logger;

import io.github.usdt4j.internal.bridge.LogCall;
import io.github.usdt4j.internal.bridge.Reply;
import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.log4j2.internal.Call;
import io.github.usdt4j.log4j2.internal.Flow;
import io.github.usdt4j.log4j2.internal.ProbeLevels;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;

/** A log call or a guard that the wrapped logger has refused. */
final class WrappedCall extends LogCall<EventView> {
  private final Logger logger;
  private final Level level;
  private final Marker marker;
  private final Call call;

  WrappedCall(Logger logger, Level level, Marker marker, Call call) {
    super(logger.getName(), ProbeLevels.of(level), true);
    this.logger = logger;
    this.level = level;
    this.marker = marker;
    this.call = call;
  }

  @Override
  protected boolean hasEvent() {
    return !call.isEmpty();
  }

  @Override
  protected boolean comesBack() {
    return !Flow.isFlow(marker);
  }

  @Override
  protected Reply askOthers() {
    // They have been asked, by the wrapped logger.
    return Reply.NEUTRAL;
  }

  @Override
  protected EventView makeEvent() {
    return new WrappedEvent(logger, level, marker, call, true);
  }
}
