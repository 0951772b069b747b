package io.github.usdt4j.internal.logging;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds OpenTelemetry's baggage of the thread to the values of its context, by its API. */
public final class CurrentBaggage {
  private static final String FOLDER = "io.opentelemetry.api.baggage.";
  private static final String PREFIX = "baggage.";

  /** From nothing to the entries of the current baggage. */
  private final MethodHandle current;

  /** From an entry to its value. */
  private final MethodHandle value;

  private CurrentBaggage(ClassLoader loader) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    Class<?> baggage = Class.forName(FOLDER + "Baggage", false, loader);
    Class<?> entry = Class.forName(FOLDER + "BaggageEntry", false, loader);
    current =
        MethodHandles.filterReturnValue(
            lookup.findStatic(baggage, "current", MethodType.methodType(baggage)),
            lookup.findVirtual(baggage, "asMap", MethodType.methodType(Map.class)));
    value = lookup.findVirtual(entry, "getValue", MethodType.methodType(String.class));
  }

  /** Returns what reads the baggage of a class loader, or null where that is not as expected. */
  public static CurrentBaggage of(ClassLoader loader) {
    try {
      return new CurrentBaggage(loader);
    } catch (Throwable e) {
      return null;
    }
  }

  /** Returns the values of a thread's context with those of its baggage; never throws. */
  public Map<String, String> addTo(Map<String, String> context) {
    try {
      Map<String, String> all = new LinkedHashMap<>(context);
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) current.invoke()).entrySet()) {
        all.put(PREFIX + entry.getKey(), (String) value.invoke(entry.getValue()));
      }
      return all;
    } catch (Throwable e) {
      // As for the trace.
      return context;
    }
  }
}
