package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.attachment.AttachedLevels;
import io.github.usdt4j.internal.attachment.AttachedLoggers;
import io.github.usdt4j.internal.attachment.Gate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Knows the loggers of a context and the providers that they have of their own. */
final class LoggerRegistry {
  /** How long a start may take; the rest is made in the background. */
  private static final long START_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Backend backend;
  private final String rootProvider;
  private final List<ProbesRule> rules;
  private final KeyFilter shown;
  private final LoggerSource source;
  private final Gate gate;
  private final Failures failures;
  private final ConcurrentHashMap<String, LoggerEntry> entries = new ConcurrentHashMap<>();
  private final AttachedLoggers attached = new AttachedLoggers();

  // All below is guarded by this.
  private final Set<String> registered = new HashSet<>();
  private final Map<String, String> ownerOfProvider = new HashMap<>();
  private final List<ProviderProbes> acquired = new ArrayList<>();
  private final Map<String, ProviderProbes> acquiredByProvider = new HashMap<>();
  private Iterator<String> pending;
  private Long knownStamp;
  private boolean closed;

  LoggerRegistry(
      Backend backend, LogOptions options, LoggerSource source, Gate gate, Failures failures) {
    this.backend = backend;
    this.source = source;
    this.gate = gate;
    this.failures = failures;
    rootProvider = options.provider();
    shown = options.loggers();
    rules =
        options.probes().stream()
            .sorted(Comparator.comparingInt((ProbesRule rule) -> rule.logger().length()).reversed())
            .toList();
  }

  void start() {
    sweep(START_NANOS);
    Sweeper.add(this);
  }

  LoggerEntry entry(String logger) {
    LoggerEntry entry = entries.get(logger);
    return entry != null
        ? entry
        : entries.computeIfAbsent(
            logger, name -> new LoggerEntry(name, backend.text(name), shown.allows(name)));
  }

  /** Returns the levels of a logger's own probes, or {@code others} when it has none. */
  AttachedLevels levels(String logger, AttachedLevels others) {
    return attached.find(logger, others);
  }

  /** Registers loggers that are new, for at most that time; says whether some are left. */
  synchronized boolean sweep(long nanos) {
    if (closed) {
      return false;
    }
    try {
      long stamp = source.stamp();
      if (pending == null && knownStamp != null && stamp == knownStamp) {
        return false;
      }
      if (pending == null) {
        knownStamp = stamp;
        pending = List.copyOf(source.names()).iterator();
      }
      long end = System.nanoTime() + nanos;
      while (pending.hasNext()) {
        register(pending.next());
        if (System.nanoTime() - end > 0) {
          return true;
        }
      }
      pending = null;
    } catch (Throwable e) {
      pending = null;
      failures.report("new loggers could not be given probes", e);
    }
    return false;
  }

  private void register(String logger) {
    if (!registered.add(logger) || !shown.allows(logger)) {
      return;
    }
    String provider = providerOf(logger);
    if (provider.equals(rootProvider)) {
      return;
    }
    ProviderProbes own = acquiredByProvider.get(provider);
    if (own == null) {
      try {
        own = ProviderProbes.acquire(backend, provider, false);
      } catch (RuntimeException e) {
        failures.report("logger " + logger + " has no probes of its own", e);
        return;
      }
      acquired.add(own);
      acquiredByProvider.put(provider, own);
      own.include(gate);
    }
    entry(logger).own(own);
    attached.add(logger, own.levels());
  }

  private String providerOf(String logger) {
    for (ProbesRule rule : rules) {
      if (rule.matches(logger)) {
        return rule.provider();
      }
    }
    String provider = ProviderNames.of(logger);
    if (isFree(provider, logger)) {
      return provider;
    }
    String hashed = ProviderNames.hashed(logger);
    failures.warn(
        "logger %s has provider %s: %s is that of %s"
            .formatted(
                logger, hashed, provider, ownerOfProvider.getOrDefault(provider, "other loggers")));
    ownerOfProvider.put(hashed, logger);
    return hashed;
  }

  private boolean isFree(String provider, String logger) {
    if (provider.equals(rootProvider)
        || rules.stream().anyMatch(rule -> rule.provider().equals(provider))) {
      return false;
    }
    String owner = ownerOfProvider.putIfAbsent(provider, logger);
    return owner == null || owner.equals(logger);
  }

  void close() {
    Sweeper.remove(this);
    synchronized (this) {
      closed = true;
      acquired.forEach(ProviderProbes::release);
      acquired.clear();
      acquiredByProvider.clear();
    }
    entries.values().forEach(entry -> entry.own(null));
    attached.clear();
  }
}
