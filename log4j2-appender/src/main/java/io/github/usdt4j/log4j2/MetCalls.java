package io.github.usdt4j.log4j2;

import io.github.usdt4j.log4j2.internal.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.util.Clock;
import org.apache.logging.log4j.core.util.ClockFactory;
import org.apache.logging.log4j.message.Message;

/**
 * Knows which calls the filter has met where loggers are asynchronous. It fires those, and what
 * comes to an appender beside them the appender must fire. A logger context has one for all its
 * configurations: events wait in a queue while another configuration takes over.
 */
final class MetCalls {
  /** How many loggers and texts are known at most; beyond it all loggers count as met. */
  private static final int MOST = 10_000;

  /** The loggers whose calls the filter has met; code that logs behind it has others. */
  private final Set<String> loggers = ConcurrentHashMap.newKeySet();

  /**
   * When the calls were made that wait for an appender, by logger and text, in milliseconds of
   * Log4j's clock. They are those that no filter is shown whole, as {@code info("took {}", () ->
   * time())} or a throwable through SLF4J's {@code LocationAwareLogger}.
   */
  private final Map<String, Deque<Long>> left = new ConcurrentHashMap<>();

  private final Clock clock = ClockFactory.getClock();

  /** Notes that the filter has met a call of a logger. */
  void meet(String logger) {
    if (!loggers.contains(logger) && loggers.size() < MOST) {
      loggers.add(logger);
    }
  }

  /** Returns whether the filter meets what a logger logs. */
  boolean isMet(String logger) {
    return logger == null || loggers.contains(logger) || loggers.size() >= MOST;
  }

  /** Leaves a call to an appender that it reaches, if the filter is not shown all of it. */
  boolean leave(String logger, Call call) {
    if (!(call instanceof Call.Text text)
        || text.text() == null
        || left.size() >= MOST
        || !text.isShownInPart()) {
      return false;
    }
    long now = clock.currentTimeMillis();
    left.compute(
        key(logger, text.text()),
        (key, times) -> {
          Deque<Long> all = times == null ? new ArrayDeque<>() : times;
          if (all.size() >= MOST) {
            // So many have not come: something behind the filter denies them.
            all.remove();
          }
          all.add(now);
          return all;
        });
    return true;
  }

  /** Takes the call of an event that was left to the appender; says whether there is one. */
  @SuppressWarnings("deprecation") // nothing else has the text
  boolean take(LogEvent event) {
    Message message = left.isEmpty() ? null : event.getMessage();
    String text = message == null ? null : message.getFormat();
    if (text == null) {
      return false;
    }
    long time = event.getInstant().getEpochMillisecond();
    boolean[] isLeft = {false};
    left.computeIfPresent(
        key(event.getLoggerName(), text),
        (key, times) -> {
          // An older event with this text is of another call, which the filter has fired.
          if (times.peek() <= time) {
            times.remove();
            isLeft[0] = true;
          }
          return times.isEmpty() ? null : times;
        });
    return isLeft[0];
  }

  private static String key(String logger, String text) {
    return logger + '\n' + text;
  }
}
