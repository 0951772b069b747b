package io.github.usdt4j.internal.logging;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Shows an event of which some part can't be rendered: that part says so, the failure is reported,
 * and the rest is as it is.
 */
final class SafeView implements EventView {
  private final EventView event;
  private final String logger;
  private final Failures failures;

  SafeView(EventView event, String logger, Failures failures) {
    this.event = event;
    this.logger = logger;
    this.failures = failures;
  }

  private String text(String what, Supplier<String> source) {
    try {
      return source.get();
    } catch (Throwable e) {
      return report(what, e);
    }
  }

  private String report(String what, Throwable cause) {
    failures.report("the " + what + " of an event of " + logger + " could not be rendered", cause);
    return SafeText.failed(what, cause);
  }

  private Map<String, String> map(String what, Supplier<Map<String, String>> source) {
    try {
      // The application's thread may be about to change what it is a view of.
      return source.get();
    } catch (Throwable e) {
      return Map.of(what, report(what, e));
    }
  }

  @Override
  public void prepare() {
    try {
      event.prepare();
    } catch (Throwable e) {
      report("event", e);
    }
  }

  @Override
  public String message() {
    return text("message", event::message);
  }

  @Override
  public Instant instant() {
    try {
      return event.instant();
    } catch (Throwable e) {
      report("time", e);
      return Instant.now();
    }
  }

  @Override
  public String threadName() {
    return text("thread", event::threadName);
  }

  @Override
  public Map<String, String> context() {
    return map("mdc", event::context);
  }

  @Override
  public Map<String, String> pairs() {
    return map("pairs", event::pairs);
  }

  @Override
  public List<String> markers() {
    try {
      return event.markers();
    } catch (Throwable e) {
      return List.of(report("markers", e));
    }
  }

  @Override
  public String throwable() {
    return text("throwable", event::throwable);
  }

  @Override
  public String stackTrace() {
    return text("stack", event::stackTrace);
  }

  @Override
  public String caller() {
    return text("caller", event::caller);
  }

  @Override
  public String levelName() {
    return text("level", event::levelName);
  }
}
