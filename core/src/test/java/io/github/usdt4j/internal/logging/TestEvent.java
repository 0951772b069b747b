package io.github.usdt4j.internal.logging;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** An event whose message is what a test makes it. */
class TestEvent implements EventView {
  private final Supplier<String> message;
  Map<String, String> context = Map.of();
  Map<String, String> pairs = Map.of();
  String throwable = "";
  String threadName = "worker-1";

  TestEvent(String message) {
    this(() -> message);
  }

  TestEvent(Supplier<String> message) {
    this.message = message;
  }

  @Override
  public void prepare() {}

  @Override
  public String message() {
    return message.get();
  }

  @Override
  public Instant instant() {
    return Instant.parse("2026-11-23T10:15:30.123Z");
  }

  @Override
  public String threadName() {
    return threadName;
  }

  @Override
  public Map<String, String> context() {
    return context;
  }

  @Override
  public Map<String, String> pairs() {
    return pairs;
  }

  @Override
  public List<String> markers() {
    return List.of("AUDIT");
  }

  @Override
  public String throwable() {
    return throwable;
  }

  @Override
  public String stackTrace() {
    return "at Orders.java:42";
  }

  @Override
  public String caller() {
    return "Orders.sell(Orders.java:42)";
  }
}
