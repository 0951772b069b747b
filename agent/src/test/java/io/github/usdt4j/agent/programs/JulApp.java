package io.github.usdt4j.agent.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Logs through java.util.logging at level INFO, and knows nothing of usdt4j. Each line of its
 * standard input is a command; its answer begins with {@code done}.
 */
public final class JulApp {
  private static final Logger LOG = Logger.getLogger("com.acme.Orders");
  private static final Logger ALONE = Logger.getLogger("com.acme.alone.Audit");

  private JulApp() {}

  /** Writes to standard output, where the JDK's own writes to standard error. */
  public static final class Console extends Handler {
    /** Is made by its name. */
    public Console() {}

    @Override
    public void publish(LogRecord record) {
      if (isLoggable(record)) {
        System.out.println(record.getLevel() + " " + new SimpleFormatter().formatMessage(record));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Runs until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    LOG.info("started");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String answer = "";
      switch (line) {
        case "log" -> log();
        case "open" -> answer = Boolean.toString(LOG.isLoggable(Level.FINE));
        case "reconfigure" -> LogManager.getLogManager().readConfiguration();
        case "state" -> answer = ProcessState.now();
        case "memory" -> answer = ProcessState.memory();
        default -> throw new IOException("unknown command " + line);
      }
      System.out.println("done " + answer);
    }
  }

  private static void log() {
    LOG.fine("plain");
    LOG.log(Level.FINE, "parametrised {0}", 1);
    LOG.log(Level.FINE, "parametrised {0} {1} {2}", new Object[] {1, 2, 3});
    if (LOG.isLoggable(Level.FINE)) {
      LOG.fine("guarded");
    }
    LOG.fine(() -> "supplied");
    LOG.info("info");
    ALONE.fine("alone debug");
    ALONE.info("alone info");
  }
}
