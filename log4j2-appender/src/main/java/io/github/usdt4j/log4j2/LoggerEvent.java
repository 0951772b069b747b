package io.github.usdt4j.log4j2;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFactory;

/** What was logged through a {@link UsdtLogger}, as a log probe sees it. */
final class LoggerEvent extends Log4jView {
  private final Level level;
  private final Marker marker;
  private final Call call;
  private final MessageFactory factory;
  private Message message;
  private final boolean isCopy;

  private LoggerEvent(
      Level level, Marker marker, Call call, MessageFactory factory, boolean isCopy) {
    this.level = level;
    this.marker = marker;
    this.call = call;
    this.factory = factory;
    this.isCopy = isCopy;
  }

  /** What the wrapped logger will not log; its message is made when somebody wants it. */
  static LoggerEvent below(Level level, Marker marker, Call call, MessageFactory factory) {
    return new LoggerEvent(level, marker, call, Factories.ownMessages(factory), true);
  }

  /** What the wrapped logger is about to log. */
  static LoggerEvent at(Level level, Marker marker, Message message, Throwable throwable) {
    return new LoggerEvent(level, marker, new Call.Made(message, throwable), null, false);
  }

  @Override
  public boolean isCopy() {
    return isCopy;
  }

  @Override
  Message logged() {
    if (message == null) {
      message = call.message(factory);
    }
    return message;
  }

  @Override
  Throwable thrown() {
    Throwable thrown = call.throwable();
    return thrown != null || logged() == null ? thrown : logged().getThrowable();
  }

  @Override
  Marker marker() {
    return marker;
  }

  @Override
  Level level() {
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
    StackTraceElement caller = Callers.find();
    return caller == null ? "" : caller.toString();
  }
}
