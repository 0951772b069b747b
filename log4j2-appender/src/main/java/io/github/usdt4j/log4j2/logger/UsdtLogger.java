package io.github.usdt4j.log4j2.logger;

import io.github.usdt4j.log4j2.internal.Call;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.spi.ExtendedLogger;
import org.apache.logging.log4j.spi.ExtendedLoggerWrapper;

/**
 * Wraps a logger so that its events fire probes, for applications that have Log4j's interface
 * without Log4j Core: {@code Logger logger = UsdtLogger.wrap(LogManager.getLogger())}. It works
 * over any provider; with Core, use the appender instead, not both.
 */
public final class UsdtLogger extends ExtendedLoggerWrapper {
  private static final long serialVersionUID = 1L;

  private final transient WrappedLoggers wrapped;

  private UsdtLogger(ExtendedLogger logger, WrappedLoggers wrapped) {
    super(logger, logger.getName(), logger.getMessageFactory());
    this.wrapped = wrapped;
    wrapped.add(logger.getName());
  }

  /**
   * Wraps a logger, or returns it as it is where probes are impossible, or where it is no {@link
   * ExtendedLogger}.
   */
  public static Logger wrap(Logger logger) {
    return wrap(logger, WrappedLoggers.shared());
  }

  static Logger wrap(Logger logger, WrappedLoggers wrapped) {
    return wrapped != null
            && logger instanceof ExtendedLogger extended
            && !(logger instanceof UsdtLogger)
        ? new UsdtLogger(extended, wrapped)
        : logger;
  }

  private Object readResolve() {
    return wrap(logger);
  }

  @Override
  public boolean isEnabled(Level level, Marker marker, Message message, Throwable t) {
    boolean enabled = logger.isEnabled(level, marker, message, t);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, new Call.Made(message, t))
        : enabled;
  }

  @Override
  public boolean isEnabled(Level level, Marker marker, CharSequence message, Throwable t) {
    boolean enabled = logger.isEnabled(level, marker, message, t);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, new Call.Any(message, t))
        : enabled;
  }

  @Override
  public boolean isEnabled(Level level, Marker marker, Object message, Throwable t) {
    boolean enabled = logger.isEnabled(level, marker, message, t);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, new Call.Any(message, t))
        : enabled;
  }

  @Override
  public boolean isEnabled(Level level, Marker marker, String message, Throwable t) {
    boolean enabled = logger.isEnabled(level, marker, message, t);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, new Call.Any(message, t))
        : enabled;
  }

  @Override
  public boolean isEnabled(Level level, Marker marker, String message) {
    boolean enabled = logger.isEnabled(level, marker, message);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, new Call.Any(message, null))
        : enabled;
  }

  @Override
  public boolean isEnabled(Level level, Marker marker, String message, Object... params) {
    boolean enabled = logger.isEnabled(level, marker, message, params);
    return wrapped.isOpen(level) ? decide(enabled, level, marker, message, params) : enabled;
  }

  @Override
  public boolean isEnabled(Level level, Marker marker, String message, Object p0) {
    boolean enabled = logger.isEnabled(level, marker, message, p0);
    return wrapped.isOpen(level) ? decide(enabled, level, marker, message, p0) : enabled;
  }

  @Override
  public boolean isEnabled(Level level, Marker marker, String message, Object p0, Object p1) {
    boolean enabled = logger.isEnabled(level, marker, message, p0, p1);
    return wrapped.isOpen(level) ? decide(enabled, level, marker, message, p0, p1) : enabled;
  }

  @Override
  public boolean isEnabled(
      Level level, Marker marker, String message, Object p0, Object p1, Object p2) {
    boolean enabled = logger.isEnabled(level, marker, message, p0, p1, p2);
    return wrapped.isOpen(level) ? decide(enabled, level, marker, message, p0, p1, p2) : enabled;
  }

  @Override
  public boolean isEnabled(
      Level level, Marker marker, String message, Object p0, Object p1, Object p2, Object p3) {
    boolean enabled = logger.isEnabled(level, marker, message, p0, p1, p2, p3);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, message, p0, p1, p2, p3)
        : enabled;
  }

  @Override
  public boolean isEnabled(
      Level level,
      Marker marker,
      String message,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4) {
    boolean enabled = logger.isEnabled(level, marker, message, p0, p1, p2, p3, p4);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, message, p0, p1, p2, p3, p4)
        : enabled;
  }

  @Override
  public boolean isEnabled(
      Level level,
      Marker marker,
      String message,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5) {
    boolean enabled = logger.isEnabled(level, marker, message, p0, p1, p2, p3, p4, p5);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, message, p0, p1, p2, p3, p4, p5)
        : enabled;
  }

  @Override
  public boolean isEnabled(
      Level level,
      Marker marker,
      String message,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5,
      Object p6) {
    boolean enabled = logger.isEnabled(level, marker, message, p0, p1, p2, p3, p4, p5, p6);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, message, p0, p1, p2, p3, p4, p5, p6)
        : enabled;
  }

  @Override
  public boolean isEnabled(
      Level level,
      Marker marker,
      String message,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5,
      Object p6,
      Object p7) {
    boolean enabled = logger.isEnabled(level, marker, message, p0, p1, p2, p3, p4, p5, p6, p7);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, message, p0, p1, p2, p3, p4, p5, p6, p7)
        : enabled;
  }

  @Override
  public boolean isEnabled(
      Level level,
      Marker marker,
      String message,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5,
      Object p6,
      Object p7,
      Object p8) {
    boolean enabled = logger.isEnabled(level, marker, message, p0, p1, p2, p3, p4, p5, p6, p7, p8);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, message, p0, p1, p2, p3, p4, p5, p6, p7, p8)
        : enabled;
  }

  @Override
  public boolean isEnabled(
      Level level,
      Marker marker,
      String message,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5,
      Object p6,
      Object p7,
      Object p8,
      Object p9) {
    boolean enabled =
        logger.isEnabled(level, marker, message, p0, p1, p2, p3, p4, p5, p6, p7, p8, p9);
    return wrapped.isOpen(level)
        ? decide(enabled, level, marker, message, p0, p1, p2, p3, p4, p5, p6, p7, p8, p9)
        : enabled;
  }

  private boolean decide(
      boolean enabled, Level level, Marker marker, String message, Object... params) {
    return decide(enabled, level, marker, new Call.Text(message, true, params));
  }

  private boolean decide(boolean enabled, Level level, Marker marker, Call call) {
    return wrapped.decide(enabled, this, level, marker, call);
  }

  @Override
  public void logMessage(String fqcn, Level level, Marker marker, Message message, Throwable t) {
    if (wrapped.isOpen(level)) {
      wrapped.fire(this, level, marker, new Call.Made(message, t));
    }
    logger.logMessage(fqcn, level, marker, message, t);
  }
}
