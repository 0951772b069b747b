package io.github.usdt4j.jul.programs;

import io.github.usdt4j.jul.UsdtHandler;
import io.github.usdt4j.testsupport.Await;
import java.util.List;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A web application, as far as logging goes: deployed when made, undeployed when closed. It logs
 * when its level is open, where the property {@code traced} says that a tracer is there.
 */
public final class Redeployed implements Runnable, AutoCloseable {
  private final Logger logger = Logger.getLogger("com.acme.Orders");
  private final List<Handler> handlers =
      List.of(
          new UsdtHandler(Map.of("probes", "com.acme.billing:billing")),
          new UsdtHandler(Map.of("provider", "shop")));

  /** Made by the container. */
  public Redeployed() {
    handlers.forEach(Logger.getLogger("")::addHandler);
  }

  @Override
  public void run() {
    if (Boolean.getBoolean("traced")) {
      Await.until(() -> "a level opened by this application's copy", this::isOpened);
    }
    Object[] one = {this};
    logger.log(Level.FINE, "parametrised {0}", one);
    logger.fine(() -> "fluent");
    logger.log(Level.FINE, "throwable", new IllegalStateException("cause"));
    if (logger.isLoggable(Level.FINE)) {
      logger.fine("guarded");
    }
    logger.log(Level.INFO, "at the level {0}", one);
  }

  /** Looks also at the filter: the level may still be that of the application before. */
  private boolean isOpened() {
    Filter filter = logger.getFilter();
    return filter != null
        && filter.getClass().getClassLoader() == UsdtHandler.class.getClassLoader()
        && logger.isLoggable(Level.FINE);
  }

  @Override
  public void close() {
    for (Handler handler : handlers) {
      Logger.getLogger("").removeHandler(handler);
      handler.close();
    }
  }

  @Override
  public String toString() {
    return "application";
  }
}
