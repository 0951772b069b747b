package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.github.usdt4j.internal.attachment.Gate;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.Marker;

/**
 * Fires the events that the configuration disables, and those that reach no appender of ours. An
 * appender installs it.
 */
final class UsdtFilter extends TurboFilter {
  private static final MethodHandle IS_DUE =
      find("isDue", boolean.class, Logger.class, Level.class, int.class);

  private static final MethodHandle DECIDE =
      find(
          "decide",
          Object.class,
          Marker.class,
          Logger.class,
          Level.class,
          String.class,
          int.class,
          Object.class,
          Object.class,
          Object[].class,
          Throwable.class);

  /**
   * Calls {@link Decider#isDue}; the one below calls {@link Decider#decide}. They are not
   * constants, so that the JIT does not inline them: with their code inlined, {@link #decide} would
   * be too large for the JIT to inline into log calls, and those would make the array of their
   * arguments on the heap, even after the tracer has gone (in {@code bench/}: <i>disabled debug(),
   * after a tracer was there: allocation</i>).
   */
  private final MethodHandle isDue = IS_DUE;

  private final MethodHandle decide = DECIDE;

  private final ContextBridge bridge;
  private final Gate gate;
  private final Decider decider;

  UsdtFilter(ContextBridge bridge) {
    this.bridge = bridge;
    gate = bridge.probes().gate();
    decider = new Decider(this, bridge);
    setName("usdt4j");
  }

  /** The context is reset: no appender goes on. */
  @Override
  public void stop() {
    super.stop();
    bridge.idle().endAll();
  }

  private static MethodHandle find(String method, Class<?> result, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .findVirtual(Decider.class, method, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] params,
      Throwable throwable) {
    // Nothing may come before the gate: this is what every disabled call pays.
    if (!gate.isAnyOpen() || !isDue(logger, level)) {
      return FilterReply.NEUTRAL;
    }
    // The array that Logback makes of one or two arguments is handed to nobody: else the JIT makes
    // it also for calls that find the gate closed, once a tracer was here. What a filter behind
    // masks in a copy comes back. Any other array is that of the event.
    int count = params == null ? 0 : params.length;
    boolean isFew = count == 1 || count == 2;
    Object first = isFew ? params[0] : null;
    Object second = count == 2 ? params[1] : null;
    Object[] more = isFew ? null : params;
    Object reply = decideDue(marker, logger, level, format, count, first, second, more, throwable);
    if (reply instanceof FilterReply alone) {
      return alone;
    }
    Object[] changed = (Object[]) ((Object[]) reply)[1];
    for (int i = 0; i < count; i++) {
      params[i] = changed[i];
    }
    return (FilterReply) ((Object[]) reply)[0];
  }

  private Object decideDue(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      int count,
      Object first,
      Object second,
      Object[] more,
      Throwable throwable) {
    try {
      return (Object)
          decide.invokeExact(
              decider, marker, logger, level, format, count, first, second, more, throwable);
    } catch (RuntimeException | Error e) {
      // Of a filter behind this one: as without this one.
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isDue(Logger logger, Level level) {
    int number = ProbeLevels.of(level);
    try {
      return gate.isOpen(number) && (boolean) isDue.invokeExact(decider, logger, level, number);
    } catch (Throwable e) {
      // It throws nothing.
      return false;
    }
  }

  @Override
  public FilterReply decide(Logger logger, org.slf4j.event.LoggingEvent event) {
    return decider.decide(logger, event);
  }
}
