package io.github.usdt4j.internal.logging;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Loggers that a test makes up. */
final class TestLoggers implements LoggerSource {
  final List<String> names = new CopyOnWriteArrayList<>();
  final AtomicInteger listed = new AtomicInteger();

  /** How often the stamp was read. */
  final AtomicInteger looks = new AtomicInteger();

  /** How many looks there had been when the names were read last. */
  final AtomicInteger looksAtListing = new AtomicInteger();

  TestLoggers(String... names) {
    this.names.addAll(List.of(names));
  }

  @Override
  public long stamp() {
    looks.incrementAndGet();
    return names.hashCode();
  }

  @Override
  public Collection<String> names() {
    listed.incrementAndGet();
    looksAtListing.set(looks.get());
    return names;
  }
}
