package io.github.usdt4j.internal.logging;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds the trace that the thread works for to the values of its context, by OpenTelemetry's API.
 */
public final class CurrentSpan {
  /** The class of spans, where it has its own name. */
  public static final String CLASS = "io.opentelemetry.api.trace.Span";

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

  private final Keys keys;

  /** From nothing to the context of the current span. */
  private final MethodHandle current;

  private final MethodHandle isValid;
  private final MethodHandle traceId;
  private final MethodHandle spanId;
  private final MethodHandle flags;

  /** Names the values of a trace. */
  public record Keys(String trace, String span, String flags) {}

  private CurrentSpan(Class<?> span, Keys keys) throws ReflectiveOperationException {
    this.keys = keys;
    ClassLoader loader = span.getClassLoader();
    String folder = span.getPackageName() + ".";
    Class<?> context = Class.forName(folder + "SpanContext", false, loader);
    Class<?> traceFlags = Class.forName(folder + "TraceFlags", false, loader);
    MethodHandle now = LOOKUP.findStatic(span, "current", MethodType.methodType(span));
    current = MethodHandles.filterReturnValue(now, getter(span, "getSpanContext", context));
    isValid = getter(context, "isValid", boolean.class);
    traceId = getter(context, "getTraceId", String.class);
    spanId = getter(context, "getSpanId", String.class);
    flags =
        MethodHandles.filterReturnValue(
            getter(context, "getTraceFlags", traceFlags),
            getter(traceFlags, "asHex", String.class));
  }

  private static MethodHandle getter(Class<?> type, String name, Class<?> result)
      throws ReflectiveOperationException {
    return LOOKUP.findVirtual(type, name, MethodType.methodType(result));
  }

  /** Returns what reads the spans of a class, or null where that is not as expected. */
  public static CurrentSpan of(String type, ClassLoader loader, Keys keys) {
    try {
      return new CurrentSpan(Class.forName(type, false, loader), keys);
    } catch (Throwable e) {
      return null;
    }
  }

  /** Returns the values of a thread's context with those of its trace; never throws. */
  public Map<String, String> addTo(Map<String, String> context) {
    try {
      Object span = current.invoke();
      if (!(boolean) isValid.invoke(span)) {
        return context;
      }
      Map<String, String> all = new LinkedHashMap<>(context);
      all.put(keys.trace, (String) traceId.invoke(span));
      all.put(keys.span, (String) spanId.invoke(span));
      all.put(keys.flags, (String) flags.invoke(span));
      return all;
    } catch (Throwable e) {
      // A version of OpenTelemetry that is not as expected.
      return context;
    }
  }
}
