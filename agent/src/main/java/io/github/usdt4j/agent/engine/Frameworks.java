package io.github.usdt4j.agent.engine;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.logging.LogManager;

/**
 * Finds the frameworks of the process, by the classes that are loaded, and keeps a bridge for each.
 *
 * <p>A bridge lives as long as its framework: the framework's class holds it, and nothing here
 * does, so that a web application that is undeployed is collected with its bridge. It is not
 * thread-safe.
 */
final class Frameworks {
  /** The class of a logger that the JDK's log manager makes when it begins its work. */
  private static final String JUL = "java.util.logging.LogManager$RootLogger";

  private static final Map<String, String> BRIDGES =
      Map.of(
          "ch.qos.logback.classic.LoggerContext",
          "io.github.usdt4j.agent.logback.LogbackBridge",
          "org.apache.logging.log4j.core.LoggerContext",
          "io.github.usdt4j.agent.log4j2.Log4jBridge",
          JUL,
          "io.github.usdt4j.agent.jul.JulBridge");

  private static final long UNKNOWN = -1;

  private final Instrumentation instrumentation;
  private final BiFunction<String, ClassLoader, ClassLoader> loaders;
  private final BridgeOptions options;
  private final List<WeakReference<Class<?>>> known = new ArrayList<>();

  /** Holds the bridge of a framework's class. The reference is emptied when the bridge leaves. */
  private final ClassValue<AtomicReference<FrameworkBridge>> bridges =
      new ClassValue<>() {
        @Override
        protected AtomicReference<FrameworkBridge> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  /** How many classes had been loaded when all of them were looked at. */
  private long classesSeen = UNKNOWN;

  Frameworks(
      Instrumentation instrumentation,
      BiFunction<String, ClassLoader, ClassLoader> loaders,
      BridgeOptions options) {
    this.instrumentation = instrumentation;
    this.loaders = loaders;
    this.options = options;
  }

  /** Meets the frameworks that have come; returns a sentence for each that no bridge fits. */
  List<String> meet() {
    List<String> problems = new ArrayList<>();
    long classes = classes();
    if (classes != UNKNOWN && classes == classesSeen) {
      return problems;
    }
    classesSeen = classes;
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (BRIDGES.containsKey(type.getName()) && !isKnown(type)) {
        known.add(new WeakReference<>(type));
        try {
          bridges.get(type).set(bridge(type));
        } catch (ReflectiveOperationException | LinkageError e) {
          problems.add(type.getName() + " of " + loader(type) + ": no bridge fits it: " + cause(e));
        }
      }
    }
    return problems;
  }

  /** Returns how many classes have been loaded so far. */
  private static long classes() {
    try {
      return ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    } catch (LinkageError e) {
      // A run-time image without java.management.
      return UNKNOWN;
    }
  }

  private boolean isKnown(Class<?> type) {
    known.removeIf(each -> each.refersTo(null));
    return known.stream().anyMatch(each -> each.refersTo(type));
  }

  private FrameworkBridge bridge(Class<?> type) throws ReflectiveOperationException {
    ClassLoader loader = loaders.apply("usdt4j-bridge", frameworkLoader(type));
    return Class.forName(BRIDGES.get(type.getName()), true, loader)
        .asSubclass(FrameworkBridge.class)
        .getConstructor(BridgeOptions.class)
        .newInstance(options);
  }

  /** Returns the loader of a framework; the JDK's log manager may be another library's. */
  private static ClassLoader frameworkLoader(Class<?> type) {
    return type.getName().equals(JUL)
        ? LogManager.getLogManager().getClass().getClassLoader()
        : type.getClassLoader();
  }

  private static Throwable cause(Throwable e) {
    return e instanceof ReflectiveOperationException && e.getCause() != null ? e.getCause() : e;
  }

  private static String loader(Class<?> type) {
    return String.valueOf(type.getClassLoader());
  }

  /** Returns the bridges of all frameworks that are still there. */
  List<FrameworkBridge> all() {
    List<FrameworkBridge> all = new ArrayList<>();
    for (WeakReference<Class<?>> each : known) {
      Class<?> type = each.get();
      FrameworkBridge bridge = type == null ? null : bridges.get(type).get();
      if (bridge != null) {
        all.add(bridge);
      }
    }
    return all;
  }

  /** Lets go of all bridges. */
  void forget() {
    for (WeakReference<Class<?>> each : known) {
      Class<?> type = each.get();
      if (type != null) {
        bridges.get(type).set(null);
        bridges.remove(type);
      }
    }
    known.clear();
  }
}
