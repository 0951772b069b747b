package io.github.usdt4j.jul.programs;

import io.github.usdt4j.jul.UsdtHandler;
import io.github.usdt4j.testsupport.programs.LogCensus;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Logs as often as is known. */
public final class Census extends LogCensus {
  private static final Map<String, Level> LEVEL =
      Map.of(
          "trace", Level.FINEST,
          "debug", Level.FINE,
          "info", Level.INFO,
          "warn", Level.WARNING,
          "error", Level.SEVERE);

  private static final ThreadLocal<Map<String, String>> CONTEXT = new ThreadLocal<>();

  private final Map<String, Logger> loggers =
      LOGGERS.stream().collect(Collectors.toMap(name -> name, Logger::getLogger));

  private Census() {}

  public static void main(String[] args) throws IOException {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new UsdtHandler(Map.of("mdcArgs", "tenant"), CONTEXT::get));
    new Census().serve();
  }

  @Override
  protected void log(String level, String logger, String message) {
    loggers.get(logger).log(LEVEL.get(level), message);
  }

  @Override
  protected void tenant(String name) {
    if (name == null) {
      CONTEXT.remove();
    } else {
      CONTEXT.set(Map.of("tenant", name));
    }
  }

  @Override
  protected boolean isDebugEnabled() {
    return loggers.get(LOGGERS.get(0)).isLoggable(Level.FINE);
  }

  @Override
  protected Object more(String command) {
    return switch (command) {
      case "mark" -> Looks.mark();
      case "seen" -> Looks.seen();
      default -> super.more(command);
    };
  }
}
