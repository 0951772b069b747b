package io.github.usdt4j.agent.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

/**
 * Is in the root of a stopped context, which has no listeners any more, and tells the bridge when
 * that is reset: a reset stops all appenders, and asks the listeners after that.
 */
final class ResetWatch extends AppenderBase<ILoggingEvent> {
  static final String NAME = "usdt4j-agent-reset";

  private final LoggerContext watched;
  private final LogbackBridge bridge;

  private ResetWatch(LoggerContext watched, LogbackBridge bridge) {
    this.watched = watched;
    this.bridge = bridge;
  }

  static ResetWatch of(LoggerContext context, LogbackBridge bridge) {
    ResetWatch watch = new ResetWatch(context, bridge);
    watch.setContext(context);
    watch.setName(NAME);
    watch.start();
    return watch;
  }

  @Override
  protected void append(ILoggingEvent event) {}

  @Override
  public void stop() {
    super.stop();
    bridge.onResetAfterStop(watched);
  }
}
