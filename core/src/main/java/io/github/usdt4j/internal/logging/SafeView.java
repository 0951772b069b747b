package io.github.usdt4j.internal.logging;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Shows an event of which some part can't be rendered: that part says so, the failure is reported,
 * and the rest is as it is. Each method has its own catch: a lambda would be garbage of each event.
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

  private String report(String what, Throwable cause) {
    failures.report("the " + what + " of an event of " + logger + " could not be rendered", cause);
    return SafeText.failed(what, cause);
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
    try {
      return event.message();
    } catch (Throwable e) {
      return report("message", e);
    }
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
    try {
      return event.threadName();
    } catch (Throwable e) {
      return report("thread", e);
    }
  }

  @Override
  public Map<String, String> context() {
    try {
      // The application's thread may be about to change what it is a view of.
      return event.context();
    } catch (Throwable e) {
      return Map.of("mdc", report("mdc", e));
    }
  }

  @Override
  public Map<String, String> pairs() {
    try {
      // The application's thread may be about to change what it is a view of.
      return event.pairs();
    } catch (Throwable e) {
      return Map.of("pairs", report("pairs", e));
    }
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
    try {
      return event.throwable();
    } catch (Throwable e) {
      return report("throwable", e);
    }
  }

  @Override
  public String stackTrace() {
    try {
      return event.stackTrace();
    } catch (Throwable e) {
      return report("stack", e);
    }
  }

  @Override
  public String caller() {
    try {
      return event.caller();
    } catch (Throwable e) {
      return report("caller", e);
    }
  }

  @Override
  public String levelName() {
    try {
      return event.levelName();
    } catch (Throwable e) {
      return report("level", e);
    }
  }
}
