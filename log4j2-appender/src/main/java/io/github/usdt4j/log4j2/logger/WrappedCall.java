package io.github.usdt4j.log4j2.logger;

import io.github.usdt4j.internal.bridge.LogCall;
import io.github.usdt4j.internal.bridge.Reply;
import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.log4j2.internal.Flow;
import java.util.function.BooleanSupplier;

/** Shows a log call or a guard that the wrapped logger has refused. */
final class WrappedCall extends LogCall<EventView> {
  private final WrappedEvent event;
  private final BooleanSupplier mayOpen;

  /**
   * Makes the call that would have this event.
   *
   * @param mayOpen whether a guard may be opened for the code on this thread
   */
  WrappedCall(WrappedEvent event, BooleanSupplier mayOpen) {
    super(event.loggerName(), event.probeLevel(), true);
    this.event = event;
    this.mayOpen = mayOpen;
  }

  @Override
  protected boolean hasEvent() {
    return !event.call().isEmpty();
  }

  @Override
  protected boolean comesBack() {
    return !Flow.isFlow(event.marker()) && mayOpen.getAsBoolean();
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
