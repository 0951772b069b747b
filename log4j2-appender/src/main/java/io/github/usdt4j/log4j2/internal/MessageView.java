package io.github.usdt4j.log4j2.internal;

import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.FlatTexts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ReusableMessage;

/** Shows what events of Log4j's core and of its interface alone have in common. */
public abstract class MessageView implements EventView {
  /** The key of the context stack. */
  private static final String NDC = "ndc";

  private static final String OWN_MESSAGES = "org.apache.logging.log4j.message.";

  /** Returns the message, which may be null. */
  protected abstract Message logged();

  /** Returns the throwable, which may be null. */
  protected abstract Throwable thrown();

  /** Returns the marker, which may be null. */
  protected abstract Marker marker();

  protected abstract Level logLevel();

  @Override
  public void prepare() {
    Message message = logged();
    // Log4j's own keep their text, so toString() of an argument runs once, as without a tracer;
    // those that are maps or are used again do not.
    if (message != null
        && !(message instanceof ReusableMessage)
        && !(message instanceof MapMessage)
        && message.getClass().getName().startsWith(OWN_MESSAGES)) {
      message.getFormattedMessage();
    }
  }

  @Override
  public String message() {
    Message message = logged();
    return message == null ? null : message.getFormattedMessage();
  }

  protected static void put(Map<String, String> context, ThreadContext.ContextStack stack) {
    if (stack != null && stack.getDepth() > 0) {
      context.put(NDC, String.join(" ", stack.asList()));
    }
  }

  @Override
  public Map<String, String> pairs() {
    if (!(logged() instanceof MapMessage<?, ?> message)) {
      return Map.of();
    }
    FlatTexts texts = new FlatTexts();
    message.forEach(texts::put);
    return texts.texts();
  }

  @Override
  public List<String> markers() {
    if (marker() == null) {
      return List.of();
    }
    Set<String> names = new LinkedHashSet<>();
    add(marker(), names);
    return List.copyOf(names);
  }

  /** Adds a marker and its parents; Log4j's names are of one marker each. */
  private static void add(Marker marker, Set<String> names) {
    if (names.add(marker.getName()) && marker.hasParents()) {
      for (Marker parent : marker.getParents()) {
        add(parent, names);
      }
    }
  }

  @Override
  public String throwable() {
    return EventView.throwable(thrown());
  }

  @Override
  public String stackTrace() {
    return EventView.stackTrace(thrown());
  }

  @Override
  public String levelName() {
    return ProbeLevels.ownName(logLevel());
  }
}
