package io.github.usdt4j.agent.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AppenderControl;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;

/**
 * Logs through Log4j 2 at level INFO, and knows nothing of usdt4j. Each line of its standard input
 * is a command; its answer begins with {@code done}.
 */
public final class Log4jApp {
  private static final Logger LOG = LogManager.getLogger("com.acme.Orders");

  /** Its configuration has {@code additivity="false"}. */
  private static final Logger ALONE = LogManager.getLogger("com.acme.alone.Audit");

  /** What a thread holds that is about to hand an event to the agent's appender. */
  private static AppenderControl kept;

  private Log4jApp() {}

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
      case "reconfigure" -> context().reconfigure();
      case "stop" -> LogManager.shutdown();
      case "keep" -> keep();
      case "late" -> late();
      default -> throw new IOException("unknown command " + command);
    }
  }

  private static LoggerContext context() {
    return (LoggerContext) LogManager.getContext(false);
  }

  private static void keep() {
    Appender appender = context().getConfiguration().getAppender("usdt4j-agent");
    kept = new AppenderControl(appender, null, null);
  }

  /** By reflection: the agent would not open the guards of code that hands events over itself. */
  private static void late() throws ReflectiveOperationException {
    LogEvent event = Log4jLogEvent.newBuilder().setLevel(Level.INFO).build();
    AppenderControl.class.getMethod("callAppender", LogEvent.class).invoke(kept, event);
  }

  private static void log() {
    ThreadContext.put("tenant", "acme");
    LOG.debug("plain");
    LOG.debug("parametrised {}", 1);
    LOG.debug("parametrised {} {} {}", 1, 2, 3);
    if (LOG.isDebugEnabled()) {
      LOG.debug("guarded");
    }
    LOG.atDebug().log("fluent {}", 1);
    LOG.info("info");
    ALONE.debug("alone debug");
    ALONE.info("alone info");
    ThreadContext.clearAll();
  }
}
