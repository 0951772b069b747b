package io.github.usdt4j.internal.logging;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the trace that the thread works for from OpenTelemetry's Java agent. The agent adds it to
 * the events that a framework hands to its appenders; events for tracers alone get it from here,
 * under the same keys. An application that has OpenTelemetry's interface without the agent is left
 * alone: to ask it for a span would end what it may still set up.
 */
public final class TraceContext {
  /** A class that the agent gives to the JVM's own class loader. */
  private static final String SPAN =
      "io.opentelemetry.javaagent.shaded.io.opentelemetry.api.trace.Span";

  private static final String KEYS = "otel.instrumentation.common.logging.";

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

  /** Null where the agent is not there. It is looked for once. */
  private static final TraceContext FOUND = find();

  private final String traceKey = key("trace-id", "trace_id");
  private final String spanKey = key("span-id", "span_id");
  private final String flagsKey = key("trace-flags", "trace_flags");

  /** From nothing to the context of the current span. */
  private final MethodHandle current;

  private final MethodHandle isValid;
  private final MethodHandle traceId;
  private final MethodHandle spanId;
  private final MethodHandle flags;

  private TraceContext(Class<?> span) throws ReflectiveOperationException {
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

  private static TraceContext find() {
    try {
      return new TraceContext(Class.forName(SPAN, false, null));
    } catch (Throwable e) {
      return null;
    }
  }

  /** Returns the key that the agent takes from a property or a variable. */
  private static String key(String name, String usual) {
    String property = KEYS + name;
    String variable = property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    String named = System.getProperty(property, System.getenv(variable));
    return named == null || named.isBlank() ? usual : named;
  }

  /** Returns the values of a thread's context with those of its trace; never throws. */
  public static Map<String, String> with(Map<String, String> context) {
    if (FOUND == null || context.containsKey(FOUND.traceKey)) {
      return context;
    }
    try {
      return FOUND.addedTo(context);
    } catch (Throwable e) {
      // A version of OpenTelemetry that is not as expected.
      return context;
    }
  }

  private Map<String, String> addedTo(Map<String, String> context) throws Throwable {
    Object span = current.invoke();
    if (!(boolean) isValid.invoke(span)) {
      return context;
    }
    Map<String, String> all = new LinkedHashMap<>(context);
    all.put(traceKey, (String) traceId.invoke(span));
    all.put(spanKey, (String) spanId.invoke(span));
    all.put(flagsKey, (String) flags.invoke(span));
    return all;
  }
}
