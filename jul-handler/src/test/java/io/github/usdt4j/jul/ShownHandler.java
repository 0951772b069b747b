package io.github.usdt4j.jul;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Keeps the messages of the records that it gets. */
final class ShownHandler extends Handler {
  private final List<Shown> all = new CopyOnWriteArrayList<>();

  private record Shown(String logger, String message) {}

  @Override
  public void publish(LogRecord record) {
    if (isLoggable(record)) {
      String name = record.getLoggerName();
      all.add(new Shown(name, new SimpleFormatter().formatMessage(record)));
    }
  }

  List<String> messages() {
    return all.stream().map(Shown::message).toList();
  }

  List<String> messages(String logger) {
    return all.stream().filter(shown -> shown.logger().equals(logger)).map(Shown::message).toList();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
