package io.github.usdt4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Layout;
import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.FlatTexts;
import io.github.usdt4j.internal.logging.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** Shows a Logback event to a log probe. */
final class LoggedEvent implements EventView {
  private final ILoggingEvent event;

  /** The layout of the message; null when the message is taken as it is. */
  private final Layout<ILoggingEvent> layout;

  LoggedEvent(ILoggingEvent event, Layout<ILoggingEvent> layout) {
    this.event = event;
    this.layout = layout;
  }

  @Override
  public void prepare() {
    event.prepareForDeferredProcessing();
  }

  @Override
  public String message() {
    return layout == null ? event.getFormattedMessage() : layout.doLayout(event);
  }

  @Override
  public Instant instant() {
    Instant instant = Versions.EVENTS_HAVE_LISTS ? event.getInstant() : null;
    return instant != null ? instant : Instant.ofEpochMilli(event.getTimeStamp());
  }

  @Override
  public String threadName() {
    return event.getThreadName();
  }

  @Override
  public Map<String, String> context() {
    Map<String, String> context = event.getMDCPropertyMap();
    return context == null ? Map.of() : context;
  }

  @Override
  public Map<String, String> pairs() {
    List<KeyValuePair> pairs = Versions.EVENTS_HAVE_LISTS ? event.getKeyValuePairs() : null;
    if (pairs == null || pairs.isEmpty()) {
      return Map.of();
    }
    FlatTexts texts = new FlatTexts();
    pairs.forEach(pair -> texts.put(String.valueOf(pair.key), pair.value));
    return texts.texts();
  }

  @Override
  public List<String> markers() {
    List<Marker> markers = markersOf(event);
    if (markers == null || markers.isEmpty()) {
      return List.of();
    }
    Set<Marker> all = Collections.newSetFromMap(new IdentityHashMap<>());
    List<String> texts = new ArrayList<>();
    markers.forEach(marker -> add(marker, all, texts));
    return texts;
  }

  @SuppressWarnings("deprecation") // Logback before 1.3 has no other way to its one marker
  private static List<Marker> markersOf(ILoggingEvent event) {
    if (Versions.EVENTS_HAVE_LISTS) {
      return event.getMarkerList();
    }
    Marker only = event.getMarker();
    return only == null ? List.of() : List.of(only);
  }

  /** Adds a marker and those that it refers to, each once. */
  @SuppressWarnings("deprecation") // SLF4J has no other way to them
  private static void add(Marker marker, Set<Marker> all, List<String> texts) {
    if (all.add(marker)) {
      texts.add(text(marker));
      marker.iterator().forEachRemaining(each -> add(each, all, texts));
    }
  }

  /** Markers of other classes carry more than their name, such as a field of logstash's encoder. */
  private static String text(Marker marker) {
    return marker.getClass().getName().startsWith("org.slf4j.")
        ? marker.getName()
        : SafeText.of(marker);
  }

  @Override
  public String throwable() {
    IThrowableProxy throwable = event.getThrowableProxy();
    if (throwable == null) {
      return event instanceof CopiedEvent copied ? copied.unreadableThrowable() : "";
    }
    return EventView.throwable(throwable.getClassName(), throwable.getMessage());
  }

  @Override
  public String stackTrace() {
    IThrowableProxy throwable = event.getThrowableProxy();
    return throwable == null ? "" : ThrowableProxyUtil.asString(throwable);
  }

  @Override
  public String caller() {
    StackTraceElement[] callers = event.getCallerData();
    return callers == null || callers.length == 0 ? "" : callers[0].toString();
  }
}
