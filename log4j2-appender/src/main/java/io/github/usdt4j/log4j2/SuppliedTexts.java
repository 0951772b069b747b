package io.github.usdt4j.log4j2;

import io.github.usdt4j.log4j2.internal.Call;
import io.github.usdt4j.log4j2.internal.Callers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.message.Message;

/**
 * Knows the texts whose arguments are suppliers, as in {@code info("took {}", () -> time())}. No
 * filter is shown those, so where loggers are asynchronous an appender must fire such events.
 */
final class SuppliedTexts {
  private static final int MOST = 10_000;

  /** Each text, and whether it always has suppliers. */
  private final Map<String, Boolean> texts = new ConcurrentHashMap<>();

  /** Returns whether a call that the filter meets is for the appender. */
  boolean isSupplied(Call call) {
    if (!(call instanceof Call.Text text) || text.text() == null) {
      return false;
    }
    boolean isBare = text.arguments() == null || text.arguments().length == 0;
    Boolean known = texts.get(text.text());
    if (known != null && known && !isBare) {
      // Of the next event with this text nobody could say what it is.
      texts.put(text.text(), false);
    }
    return isBare
        && !Boolean.FALSE.equals(known)
        && text.text().contains("{}")
        && Callers.isSupplying()
        && (known != null || add(text.text()));
  }

  private boolean add(String text) {
    return texts.size() < MOST && texts.putIfAbsent(text, true) == null;
  }

  /** Returns whether an event has such a text, so that the filter has left it. */
  @SuppressWarnings("deprecation") // nothing else has the text
  boolean isSupplied(LogEvent event) {
    if (texts.isEmpty()) {
      return false;
    }
    Message message = event.getMessage();
    String format = message == null ? null : message.getFormat();
    return format != null && Boolean.TRUE.equals(texts.get(format));
  }
}
