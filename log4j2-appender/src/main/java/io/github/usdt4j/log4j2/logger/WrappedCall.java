package io.github.usdt4j.log4j2.logger;

import io.github.usdt4j.internal.bridge.LogCall;
import io.github.usdt4j.internal.bridge.Reply;
import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.log4j2.internal.Flow;

/** Shows a log call or a guard that the wrapped logger has refused. */
final class WrappedCall extends LogCall<EventView> {
  private final WrappedEvent event;

  /** Makes the call that would have this event. */
  WrappedCall(WrappedEvent event) {
    super(event.loggerName(), event.probeLevel(), true);
    this.event = event;
  }

  @Override
  protected boolean hasEvent() {
    return !event.call().isEmpty();
  }

  @Override
  protected boolean comesBack() {
    return !Flow.isFlow(event.marker());
  }

  @Override
  protected Reply askOthers() {
    // They have been asked, by the wrapped logger.
    return Reply.NEUTRAL;
  }

  @Override
  protected EventView makeEvent() {
    return event;
  }
}
