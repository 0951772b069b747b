package io.github.usdt4j.log4j2.logger;

import io.github.usdt4j.internal.bridge.CallerFinder;
import io.github.usdt4j.internal.logging.SafeText;
import io.github.usdt4j.log4j2.internal.Call;
import io.github.usdt4j.log4j2.internal.MessageView;
import io.github.usdt4j.log4j2.internal.ProbeLevels;
import io.github.usdt4j.log4j2.internal.SilentMessages;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;

/** Shows what was logged through a {@link UsdtLogger} to a log probe. */
final class WrappedEvent extends MessageView {
  private final Logger logger;
  private final Level level;
  private final Marker marker;
  private final Call call;
  private final boolean isRefused;
  private Message message;
  private boolean isMade;

  /** Makes the event of a call, which the wrapped logger may have refused. */
  WrappedEvent(Logger logger, Level level, Marker marker, Call call, boolean isRefused) {
    this.isRefused = isRefused;
    this.logger = logger;
    this.level = level;
    this.marker = marker;
    this.call = call;
  }

  String loggerName() {
    return logger.getName();
  }

  int probeLevel() {
    return ProbeLevels.of(level);
  }

  Call call() {
    return call;
  }

  @Override
  protected Message logged() {
    if (!isMade) {
      isMade = true;
      message = made();
    }
    return message;
  }

  private Message made() {
    try {
      Message made = call.message(logger.getMessageFactory());
      return isRefused ? SilentMessages.of(made) : made;
    } catch (Throwable e) {
      return new SimpleMessage(SafeText.failed("message", e));
    }
  }

  @Override
  protected Throwable thrown() {
    Throwable thrown = call.throwable();
    return thrown != null || logged() == null ? thrown : logged().getThrowable();
  }

  @Override
  protected Marker marker() {
    return marker;
  }

  @Override
  protected Level logLevel() {
    return level;
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public String threadName() {
    return Thread.currentThread().getName();
  }

  @Override
  public Map<String, String> context() {
    Map<String, String> context = new LinkedHashMap<>(ThreadContext.getImmutableContext());
    put(context, ThreadContext.getImmutableStack());
    return context;
  }

  @Override
  public String caller() {
    StackTraceElement caller = CallerFinder.find(UsdtLogger.class);
    return caller == null ? "" : caller.toString();
  }
}
