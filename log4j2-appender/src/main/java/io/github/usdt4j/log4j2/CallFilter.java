package io.github.usdt4j.log4j2;

import static org.apache.logging.log4j.core.Filter.Result.NEUTRAL;

import io.github.usdt4j.log4j2.internal.Call;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.message.Message;

/**
 * Makes one question of the twelve forms in which Log4j asks a context-wide filter. Each form is
 * overridden, as {@link AbstractFilter} makes an array of the arguments before it asks.
 */
abstract class CallFilter extends AbstractFilter {
  /** Returns whether there is anything to decide on a call of this logger at this level. */
  abstract boolean isDue(Logger logger, Level level);

  /** Decides on a log call or a guard that is due. */
  abstract Result decide(Logger logger, Level level, Marker marker, Call call);

  private Result decide(Logger logger, Level level, Marker marker, String msg, Object... params) {
    return decide(logger, level, marker, new Call.Text(msg, true, params));
  }

  @Override
  public Result filter(Logger logger, Level level, Marker marker, Message msg, Throwable t) {
    return isDue(logger, level) ? decide(logger, level, marker, new Call.Made(msg, t)) : NEUTRAL;
  }

  @Override
  public Result filter(Logger logger, Level level, Marker marker, Object msg, Throwable t) {
    return isDue(logger, level) ? decide(logger, level, marker, new Call.Any(msg, t)) : NEUTRAL;
  }

  @Override
  public Result filter(Logger logger, Level level, Marker marker, String msg, Object... params) {
    return isDue(logger, level)
        ? decide(logger, level, marker, new Call.Text(msg, false, params))
        : NEUTRAL;
  }

  @Override
  public Result filter(Logger logger, Level level, Marker marker, String msg, Object p0) {
    return isDue(logger, level) ? decide(logger, level, marker, msg, p0) : NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger, Level level, Marker marker, String msg, Object p0, Object p1) {
    return isDue(logger, level) ? decide(logger, level, marker, msg, p0, p1) : NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger, Level level, Marker marker, String msg, Object p0, Object p1, Object p2) {
    return isDue(logger, level) ? decide(logger, level, marker, msg, p0, p1, p2) : NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3) {
    return isDue(logger, level) ? decide(logger, level, marker, msg, p0, p1, p2, p3) : NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4) {
    return isDue(logger, level) ? decide(logger, level, marker, msg, p0, p1, p2, p3, p4) : NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5) {
    return isDue(logger, level)
        ? decide(logger, level, marker, msg, p0, p1, p2, p3, p4, p5)
        : NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5,
      Object p6) {
    return isDue(logger, level)
        ? decide(logger, level, marker, msg, p0, p1, p2, p3, p4, p5, p6)
        : NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5,
      Object p6,
      Object p7) {
    return isDue(logger, level)
        ? decide(logger, level, marker, msg, p0, p1, p2, p3, p4, p5, p6, p7)
        : NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
      Object p0,
      Object p1,
      Object p2,
      Object p3,
      Object p4,
      Object p5,
      Object p6,
      Object p7,
      Object p8) {
    return isDue(logger, level)
        ? decide(logger, level, marker, msg, p0, p1, p2, p3, p4, p5, p6, p7, p8)
        : NEUTRAL;
  }

  @Override
  public Result filter(
      Logger logger,
      Level level,
      Marker marker,
      String msg,
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
    return isDue(logger, level)
        ? decide(logger, level, marker, msg, p0, p1, p2, p3, p4, p5, p6, p7, p8, p9)
        : NEUTRAL;
  }
}
