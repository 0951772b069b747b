package io.github.usdt4j.jul.programs;

import io.github.usdt4j.jul.UsdtHandler;
import io.github.usdt4j.testsupport.programs.Commands;
import io.github.usdt4j.testsupport.programs.ThreadIds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.jboss.logmanager.MDC;

/** Logs in every way that there is. */
public final class Calls {
  /** How the calls of a round begin their messages. */
  public static final List<String> KINDS =
      List.of(
          "plain",
          "parametrised",
          "throwable",
          "guarded",
          "supplier",
          "logp",
          "logp throwable",
          "record");

  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger LOGGER = Logger.getLogger("com.acme.Orders");
  private static final boolean IS_JBOSS = LOGGER.getClass().getName().startsWith("org.jboss.");
  private static final ThreadLocal<Map<String, String>> CONTEXT = new ThreadLocal<>();
  private static final AtomicInteger RENDERED = new AtomicInteger();

  private Calls() {}

  /** Counts how often it is made a text. */
  private record Counted(String text) {
    @Override
    public String toString() {
      RENDERED.incrementAndGet();
      return text;
    }
  }

  /** Writes each record at once, and says debug and trace as the tests know them. */
  private static final class Lines extends StreamHandler {
    Lines(String name, OutputStream out) {
      super(
          out,
          new Formatter() {
            @Override
            public String format(LogRecord record) {
              Throwable thrown = record.getThrown();
              return "%s %s %s %s.%s %s%s%n"
                  .formatted(
                      name,
                      record.getLevel().intValue() < Level.CONFIG.intValue()
                          ? "DEBUG"
                          : record.getLevel(),
                      record.getLoggerName(),
                      record.getSourceClassName(),
                      record.getSourceMethodName(),
                      formatMessage(record),
                      thrown == null ? "" : " " + thrown);
            }
          });
      setLevel(Level.ALL);
    }

    @Override
    public synchronized void publish(LogRecord record) {
      super.publish(record);
      flush();
    }
  }

  public static void main(String[] args) throws IOException {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    ROOT.addHandler(new Lines("console", System.out));
    ROOT.addHandler(new UsdtHandler(Map.of("mdcArgs", "tenant"), CONTEXT::get));
    ROOT.addHandler(new Lines("file", Files.newOutputStream(Path.of("application.log"))));
    Commands.serve(
        words ->
            switch (words[0]) {
              case "round" -> round(words[1], words[2]);
              case "rendered" -> RENDERED.get();
              case "mark" -> Looks.mark();
              case "seen" -> Looks.seen();
              case "guard" -> LOGGER.isLoggable(Level.FINE);
              case "tid" -> ThreadIds.ofThisThread();
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  /** Each kind of call below the level and at it, and the other levels once. */
  private static int round(String tenant, String id) {
    Map<String, String> context = new TreeMap<>(Map.of("tenant", tenant, "note", "two words"));
    if (IS_JBOSS) {
      context.forEach(MDC::put);
    } else {
      CONTEXT.set(context);
    }
    try {
      log(Level.FINE, new Counted(id));
      log(Level.WARNING, new Counted(id));
      LOGGER.finest("plain");
      LOGGER.info("plain");
      LOGGER.severe("plain");
    } finally {
      if (IS_JBOSS) {
        MDC.clear();
      } else {
        CONTEXT.remove();
      }
    }
    return 2 * KINDS.size() + 3;
  }

  private static void log(Level level, Counted id) {
    Exception cause = new IllegalStateException("cause");
    LOGGER.log(level, "plain");
    LOGGER.log(level, "parametrised {0} {1}", new Object[] {id, "b"});
    LOGGER.log(level, cause, () -> "throwable " + id);
    if (LOGGER.isLoggable(level)) {
      LOGGER.log(level, "guarded {0}", id);
    }
    LOGGER.log(level, () -> "supplier " + id);
    LOGGER.logp(level, "Source", "method", "logp {0}", id);
    LOGGER.logp(level, "Source", "method", cause, () -> "logp throwable " + id);
    LogRecord record = new LogRecord(level, "record {0}");
    record.setLoggerName(LOGGER.getName());
    record.setParameters(new Object[] {id});
    LOGGER.log(record);
  }
}
