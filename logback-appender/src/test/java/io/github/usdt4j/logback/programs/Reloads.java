package io.github.usdt4j.logback.programs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import io.github.usdt4j.testsupport.programs.Commands;
import io.github.usdt4j.testsupport.programs.Counter;
import java.io.File;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts in its log, and reads its configuration again when it is told to. */
public final class Reloads {
  private static final Logger LOGGER = LoggerFactory.getLogger("com.acme.Counter");

  private Reloads() {}

  public static void main(String[] args) throws IOException {
    Counter counter = Counter.start(number -> LOGGER.debug("{}", number));
    Commands.serve(
        words ->
            switch (words[0]) {
              case "reload" -> reload(counter);
              case "count" -> counter.count();
              case "stop" -> counter.stop();
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  /** The numbers before and after. */
  private static String reload(Counter counter) throws Exception {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    long before = counter.count();
    context.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(new File(System.getProperty("logback.configurationFile")));
    return before + " " + (counter.count() + 1);
  }
}
