package io.github.usdt4j.bench.peers;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.FilterReply;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import org.slf4j.Marker;

/**
 * Checks as a bridge would over a binding that knows only calls: each look at a semaphore is a call
 * of C, as bunyan's is.
 */
public final class JniChecks extends TurboFilter {
  private final Provider provider = Usdt.provider("jnichecks", "jnichecks");
  private final long semaphore;

  public JniChecks() {
    Probe probe = provider.addProbe("f", "log");
    provider.enable();
    semaphore = Sites.semaphoreAddress(probe);
  }

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] params,
      Throwable throwable) {
    if (Contenders.isEnabled(semaphore)) {
      throw new IllegalStateException("nobody attaches to this probe");
    }
    return FilterReply.NEUTRAL;
  }

  public Appender<ILoggingEvent> appender() {
    return new AppenderBase<>() {
      @Override
      protected void append(ILoggingEvent event) {
        if (Contenders.isEnabled(semaphore)) {
          throw new IllegalStateException("nobody attaches to this probe");
        }
      }
    };
  }
}
