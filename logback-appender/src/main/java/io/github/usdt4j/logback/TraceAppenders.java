package io.github.usdt4j.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.Appender;
import io.github.usdt4j.internal.logging.CurrentBaggage;
import io.github.usdt4j.internal.logging.CurrentSpan;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Knows OpenTelemetry's appender, which adds the trace to events and hands them on. Events for
 * tracers alone do not come to it; where it stands before one of ours, they get the trace from
 * here, under the keys that it was given. It asks OpenTelemetry's interface itself, so that may be
 * asked for it.
 */
final class TraceAppenders {
  /** How its name begins and ends; the version is between. */
  private static final String BEGIN = "io.opentelemetry.instrumentation.logback.";

  private static final String END = ".OpenTelemetryAppender";

  private final Reach reach;

  /** What is added for each. */
  private final Map<Appender<?>, Additions> additions =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** What an appender adds, each of it null where there is none. */
  private record Additions(String traceKey, CurrentSpan span, CurrentBaggage baggage) {
    Map<String, String> addTo(Map<String, String> context) {
      if (context.containsKey(traceKey)) {
        return context;
      }
      Map<String, String> traced = span == null ? context : span.addTo(context);
      return baggage == null ? traced : baggage.addTo(traced);
    }
  }

  TraceAppenders(Reach reach) {
    this.reach = reach;
  }

  /** Returns the values of an event's context with what the event would have got on its way. */
  Map<String, String> with(Logger logger, Map<String, String> context) {
    Appender<?> appender = reach.onTheWay(logger, TraceAppenders::isOne);
    return appender == null
        ? context
        : additions.computeIfAbsent(appender, TraceAppenders::additions).addTo(context);
  }

  private static boolean isOne(Appender<?> appender) {
    for (Class<?> type = appender.getClass(); type != null; type = type.getSuperclass()) {
      if (isOne(type.getName())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOne(String type) {
    return type.startsWith(BEGIN) && type.endsWith(END);
  }

  private static Additions additions(Appender<?> appender) {
    Class<?> type = appender.getClass();
    while (!isOne(type.getName())) {
      type = type.getSuperclass();
    }
    CurrentSpan.Keys keys =
        new CurrentSpan.Keys(
            option(type, "traceIdKey", appender, "trace_id"),
            option(type, "spanIdKey", appender, "span_id"),
            option(type, "traceFlagsKey", appender, "trace_flags"));
    ClassLoader loader = type.getClassLoader();
    return new Additions(
        keys.trace(),
        CurrentSpan.of(CurrentSpan.CLASS, loader, keys),
        option(type, "addBaggage", appender, false) ? CurrentBaggage.of(loader) : null);
  }

  /** Returns the value of an option, for which there is no getter; a version may lack it. */
  @SuppressWarnings("unchecked") // An option of another type is not as expected either.
  private static <T> T option(Class<?> type, String name, Appender<?> appender, T usual) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return (T) usual.getClass().cast(field.get(appender));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return usual;
    }
  }
}
