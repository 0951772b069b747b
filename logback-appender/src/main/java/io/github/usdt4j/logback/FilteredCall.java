package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.github.usdt4j.internal.bridge.AppenderProbes;
import io.github.usdt4j.internal.bridge.LogCall;
import io.github.usdt4j.internal.bridge.Reply;
import java.util.function.Function;
import java.util.function.Supplier;

/** Shows a log call or a guard, as the filter was asked about it. */
final class FilteredCall extends LogCall<ILoggingEvent> {
  private final Decider decider;
  private final Logger logger;
  private final Function<TurboFilter, FilterReply> question;
  private final Supplier<ILoggingEvent> source;

  /**
   * Begins a call.
   *
   * @param question asks another filter about the call
   * @param source makes the event of the call; null for a guard
   */
  FilteredCall(
      Decider decider,
      Logger logger,
      Level level,
      boolean isBelowLevel,
      Function<TurboFilter, FilterReply> question,
      Supplier<ILoggingEvent> source) {
    super(logger.getName(), ProbeLevels.of(level), isBelowLevel);
    this.decider = decider;
    this.logger = logger;
    this.question = question;
    this.source = source;
  }

  @Override
  protected boolean hasEvent() {
    return source != null;
  }

  @Override
  protected boolean comesBack() {
    return decider.callerComesBack(logger);
  }

  @Override
  protected void guardOpened() {
    decider.guardOpened(logger);
  }

  @Override
  protected boolean reaches(AppenderProbes<ILoggingEvent> appender) {
    return decider.reaches(logger, appender);
  }

  @Override
  protected Reply askOthers() {
    return decider.askOthers(question);
  }

  @Override
  protected ILoggingEvent makeEvent() {
    return source.get();
  }
}
