package io.github.usdt4j.internal.logging;

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
  private static final String SPAN = "io.opentelemetry.javaagent.shaded." + CurrentSpan.CLASS;

  private static final String PROPERTIES = "otel.instrumentation.common.logging.";

  private static final CurrentSpan.Keys KEYS =
      new CurrentSpan.Keys(
          key("trace-id", "trace_id"),
          key("span-id", "span_id"),
          key("trace-flags", "trace_flags"));

  /** Null where the agent is not there. It is looked for once. */
  private static final CurrentSpan FOUND = CurrentSpan.of(SPAN, null, KEYS);

  private TraceContext() {}

  /** Returns the key that the agent takes from a property or a variable. */
  private static String key(String name, String usual) {
    String property = PROPERTIES + name;
    String variable = property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    String named = System.getProperty(property, System.getenv(variable));
    return named == null || named.isBlank() ? usual : named;
  }

  /** Returns the values of a thread's context with those of its trace; never throws. */
  public static Map<String, String> with(Map<String, String> context) {
    return FOUND == null || context.containsKey(KEYS.trace()) ? context : FOUND.addTo(context);
  }
}
