package io.github.usdt4j.jul;

import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/** Knows what JBoss LogManager adds to loggers and records, where it is there at all. */
final class JBoss {
  private static final boolean IS_THERE = isThere();
  private static final Handler[] NONE = {};

  private JBoss() {}

  private static boolean isThere() {
    try {
      Class.forName("org.jboss.logmanager.ExtLogRecord", false, JBoss.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /**
   * Returns a formatter to use in place of another one. JBoss LogManager formats each record of
   * printf's style for a handler whose formatter is none of its own kind, whatever the handler does
   * with it.
   *
   * @param layout makes the message, or null where that is taken as it is
   */
  static Formatter formatter(Formatter layout) {
    return IS_THERE ? Types.formatter(layout) : layout;
  }

  static boolean isLogger(Logger logger) {
    return IS_THERE && Types.isLogger(logger);
  }

  /** Returns the handlers that a handler of its hands on to. */
  static Handler[] handlersBehind(Handler handler) {
    return IS_THERE ? Types.handlersBehind(handler) : NONE;
  }

  /** Returns what all objects that stand for a logger have in common. */
  static Object key(Logger logger) {
    return isLogger(logger) ? logger.getName() : logger;
  }

  static boolean isRecord(LogRecord record) {
    return IS_THERE && Types.isRecord(record);
  }

  /**
   * Returns whether another logger of its logs a record: one may have the records of those below
   * meet its own filter, too. It names the logger in each record, which the JDK does not.
   */
  static boolean isOfOther(Logger logger, LogRecord record) {
    return isLogger(logger) && !logger.getName().equals(record.getLoggerName());
  }

  /** Returns the message of a {@linkplain #isRecord record of its}, in its own style of formats. */
  static String message(LogRecord record) {
    return Types.message(record);
  }

  static String threadName(LogRecord record) {
    return Types.threadName(record);
  }

  static Map<String, String> context(LogRecord record) {
    return Types.context(record);
  }

  /** Is loaded only where the library is. */
  private static final class Types {
    private Types() {}

    static Formatter formatter(Formatter layout) {
      return new Messages(layout);
    }

    static boolean isLogger(Logger logger) {
      return logger instanceof org.jboss.logmanager.Logger;
    }

    static Handler[] handlersBehind(Handler handler) {
      return handler instanceof ExtHandler its ? its.getHandlers() : NONE;
    }

    static boolean isRecord(LogRecord record) {
      return record instanceof ExtLogRecord;
    }

    @SuppressWarnings("deprecation") // a formatter of its own would be needed for the other way
    static String message(LogRecord record) {
      return ((ExtLogRecord) record).getFormattedMessage();
    }

    static String threadName(LogRecord record) {
      return ((ExtLogRecord) record).getThreadName();
    }

    static Map<String, String> context(LogRecord record) {
      ExtLogRecord its = (ExtLogRecord) record;
      String stack = its.getNdc();
      Map<String, String> context = new TreeMap<>(its.getMdcCopy());
      if (stack != null && !stack.isEmpty()) {
        context.put("ndc", stack);
      }
      return context;
    }
  }

  /** Makes the message of a record in its own style, or has a layout make it. */
  private static final class Messages extends ExtFormatter {
    private final Formatter layout;

    Messages(Formatter layout) {
      this.layout = layout;
    }

    @Override
    public String format(ExtLogRecord record) {
      if (layout == null) {
        return Types.message(record);
      }
      if (record.getFormatStyle() != ExtLogRecord.FormatStyle.PRINTF) {
        return layout.format(record);
      }
      ExtLogRecord formatted = new ExtLogRecord(record);
      formatted.setMessage(Types.message(record), ExtLogRecord.FormatStyle.NO_FORMAT);
      formatted.setParameters(null);
      return layout.format(formatted);
    }
  }
}
