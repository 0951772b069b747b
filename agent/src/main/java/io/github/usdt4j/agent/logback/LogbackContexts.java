package io.github.usdt4j.agent.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.selector.ContextSelector;
import ch.qos.logback.classic.util.ContextSelectorStaticBinder;
import java.lang.reflect.Field;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * Finds the contexts that SLF4J and Logback's context selector know. A context that a program has
 * made for itself is known to nobody else, and is not found.
 */
final class LogbackContexts {
  /** The value of a field of SLF4J when it has found its framework. */
  private static final int SUCCESSFUL = 3;

  private LogbackContexts() {}

  static Set<LoggerContext> all() {
    Set<LoggerContext> all = new LinkedHashSet<>();
    if (hasSlf4jStarted() && LoggerFactory.getILoggerFactory() instanceof LoggerContext bound) {
      all.add(bound);
      addSelected(all);
    }
    return all;
  }

  /**
   * Returns whether SLF4J is at work. To ask it for a factory earlier would start it, and Logback,
   * on this thread, before the application is ready for it.
   */
  private static boolean hasSlf4jStarted() {
    try {
      Field state = LoggerFactory.class.getDeclaredField("INITIALIZATION_STATE");
      state.setAccessible(true);
      return state.getInt(null) == SUCCESSFUL;
    } catch (ReflectiveOperationException | RuntimeException e) {
      // A module that opens nothing. Logback's classes are there, so SLF4J has most likely started.
      return true;
    }
  }

  private static void addSelected(Set<LoggerContext> all) {
    try {
      ContextSelector selector = ContextSelectorStaticBinder.getSingleton().getContextSelector();
      if (selector == null || selector.getContextNames() == null) {
        return;
      }
      for (String name : selector.getContextNames()) {
        LoggerContext context = selector.getLoggerContext(name);
        if (context != null) {
          all.add(context);
        }
      }
    } catch (LinkageError | RuntimeException e) {
      // A version without selectors, or a selector that wants JNDI where there is none.
      return;
    }
  }
}
