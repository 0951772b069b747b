package io.github.usdt4j.log4j2.programs;

import io.github.usdt4j.testsupport.programs.Commands;
import io.github.usdt4j.testsupport.programs.Counter;
import java.io.IOException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;

/** Counts in its log, and reads its configuration again when it is told to. */
public final class Reloads {
  private static final Logger LOGGER = LogManager.getLogger("com.acme.Counter");

  private Reloads() {}

  public static void main(String[] args) throws IOException {
    Counter counter = Counter.start(number -> LOGGER.debug("{}", number));
    Commands.serve(
        words ->
            switch (words[0]) {
              case "reload" -> reload();
              case "level" -> level(words[1]);
              case "configuration" ->
                  System.identityHashCode(LoggerContext.getContext(false).getConfiguration());
              case "count" -> counter.count();
              case "stop" -> counter.stop();
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  private static String reload() {
    LoggerContext.getContext(false).reconfigure();
    return "";
  }

  private static String level(String name) {
    Configurator.setLevel(LOGGER.getName(), Level.valueOf(name));
    return "";
  }
}
