package io.github.usdt4j.internal.logging;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Loggers that a test makes up. */
final class TestLoggers implements LoggerSource {
  final List<String> names = new CopyOnWriteArrayList<>();
  final AtomicInteger listed = new AtomicInteger();

  TestLoggers(String... names) {
    this.names.addAll(List.of(names));
  }

  @Override
  public long stamp() {
    return names.hashCode();
  }

  @Override
  public Collection<String> names() {
    listed.incrementAndGet();
    return names;
  }
}
