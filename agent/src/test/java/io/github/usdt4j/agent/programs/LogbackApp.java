package io.github.usdt4j.agent.programs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Logs through SLF4J and Logback at level INFO, and knows nothing of usdt4j. Each line of its
 * standard input is a command; its answer begins with {@code done}.
 */
public final class LogbackApp {
  private static final Logger LOG = LoggerFactory.getLogger("com.acme.Orders");

  private LogbackApp() {}

  /** Runs until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    LOG.info("started");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String answer = "";
      if (line.equals("state")) {
        answer = ProcessState.now();
      } else if (line.equals("memory")) {
        answer = ProcessState.memory();
      } else if (line.startsWith("property ")) {
        String[] words = line.split(" ", -1);
        System.setProperty(words[1], words[2]);
      } else {
        execute(line);
      }
      System.out.println("done " + answer);
    }
  }

  /** Executes a command that is about logging. */
  public static void execute(String command) throws Exception {
    switch (command) {
      case "log" -> log();
      case "reconfigure" -> reconfigure();
      case "startAgainAndLog" -> startAgainAndLog();
      case "stop" -> context().stop();
      default -> throw new IOException("unknown command " + command);
    }
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static void log() {
    MDC.put("tenant", "acme");
    LOG.debug("plain");
    LOG.debug("parametrised {}", 1);
    LOG.debug("parametrised {} {} {}", 1, 2, 3);
    if (LOG.isDebugEnabled()) {
      LOG.debug("guarded");
    }
    fluent();
    LOG.info("info");
    MDC.clear();
  }

  private static void fluent() {
    try {
      LOG.atDebug().addKeyValue("limit", 5).log("fluent {}", 1);
    } catch (NoSuchMethodError e) {
      // SLF4J 1.7 has no such calls.
      return;
    }
  }

  private static void reconfigure() throws Exception {
    context().reset();
    configure();
  }

  /** Does what Spring Boot does with a context that was at work before. */
  private static void startAgainAndLog() throws Exception {
    context().stop();
    context().reset();
    configure();
    context().start();
    log();
  }

  private static void configure() throws Exception {
    LoggerContext context = context();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    URL file = LogbackApp.class.getResource("/" + System.getProperty("logback.configurationFile"));
    configurator.doConfigure(file);
  }
}
