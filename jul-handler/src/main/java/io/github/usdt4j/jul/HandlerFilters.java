package io.github.usdt4j.jul;

import io.github.usdt4j.internal.bridge.ClassCalls;
import io.github.usdt4j.internal.bridge.NativeImage;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Puts a {@link HandlerFilter} into each handler of the application. It is used under a lock. */
final class HandlerFilters {
  private final ContextBridge bridge;

  /** The filters that are installed. A handler holds its own. */
  private final List<WeakReference<HandlerFilter>> installed = new ArrayList<>();

  /** Whether the handlers of a class ask their filter. */
  private final Map<Class<?>, Boolean> asking = new WeakHashMap<>();

  HandlerFilters(ContextBridge bridge) {
    this.bridge = bridge;
  }

  /**
   * Installs those that are missing.
   *
   * @return whether all handlers ask their filters, so that nothing can come through unseen
   */
  boolean install(List<Logger> loggers) {
    boolean allAsk = true;
    for (Logger logger : loggers) {
      for (Handler handler : logger.getHandlers()) {
        if (!(handler instanceof UsdtHandler)) {
          install(handler, true);
          installBehind(handler);
          allAsk &= asking.computeIfAbsent(handler.getClass(), HandlerFilters::asksItsFilter);
        }
      }
    }
    return allAsk;
  }

  /** Installs those of the handlers that one hands on to, where they have a filter. */
  private void installBehind(Handler handler) {
    for (Handler next : JBoss.handlersBehind(handler)) {
      if (next.getFilter() != null && !(next instanceof UsdtHandler)) {
        install(next, false);
      }
      installBehind(next);
    }
  }

  private void install(Handler handler, boolean isFirst) {
    HandlerFilter filter;
    // The JDK's handlers set a filter under this lock, so none of the application's gets lost.
    synchronized (handler) {
      if (handler.getFilter() instanceof HandlerFilter) {
        return;
      }
      filter = new HandlerFilter(bridge, handler, handler.getFilter(), isFirst);
      handler.setFilter(filter);
    }
    installed.removeIf(reference -> reference.refersTo(null));
    installed.add(new WeakReference<>(filter));
  }

  /** Returns whether what publishes records of a class asks level and filter, or hands them up. */
  private static boolean asksItsFilter(Class<?> type) {
    if (NativeImage.isHere()) {
      return type.getName().startsWith("java.util.logging.");
    }
    Class<?> each = type;
    while (each != Handler.class && !publishes(each)) {
      each = each.getSuperclass();
    }
    return each.getName().startsWith("java.util.logging.")
        || ClassCalls.has(each, "isLoggable", "(Ljava/util/logging/LogRecord;)Z")
        || (ClassCalls.has(each, "publish", "(Ljava/util/logging/LogRecord;)V")
            && each.getSuperclass() != Handler.class
            && asksItsFilter(each.getSuperclass()));
  }

  private static boolean publishes(Class<?> type) {
    return Stream.of(type.getDeclaredMethods())
        .anyMatch(
            method ->
                method.getName().equals("publish")
                    && Arrays.equals(method.getParameterTypes(), new Class<?>[] {LogRecord.class}));
  }

  /** Removes them all. */
  void remove() {
    for (WeakReference<HandlerFilter> reference : installed) {
      HandlerFilter filter = reference.get();
      if (filter != null) {
        filter.remove();
      }
    }
    installed.clear();
  }
}
