package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.attachment.Gate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the providers that loggers have of their own. A provider is there while one of its loggers
 * is. It is not thread-safe.
 */
final class OwnProviders {
  private final Backend backend;
  private final String rootProvider;
  private final List<ProbesRule> rules;
  private final int most;
  private final Gate gate;
  private final Failures failures;

  private final Map<String, Provider> byLogger = new HashMap<>();
  private final Map<String, Provider> byName = new HashMap<>();

  /** The logger whose name a provider's name is made from. */
  private final Map<String, String> owners = new HashMap<>();

  /**
   * The providers that were ever tried, but those of rules: an image keeps the places of their
   * probes for them, since a tracer may still hold the addresses.
   */
  private final Set<String> everMade = new HashSet<>();

  private boolean isFullReported;

  /** Holds one provider and counts its loggers. */
  private static final class Provider {
    final String name;
    final ProviderProbes probes;
    int loggers;

    Provider(String name, ProviderProbes probes) {
      this.name = name;
      this.probes = probes;
    }
  }

  OwnProviders(Backend backend, LogOptions options, Gate gate, Failures failures) {
    this.backend = backend;
    this.gate = gate;
    this.failures = failures;
    rootProvider = options.provider();
    most = options.maxOwnProviders();
    rules =
        options.probes().stream()
            .sorted(Comparator.comparingInt((ProbesRule rule) -> rule.logger().length()).reversed())
            .toList();
  }

  /** Returns the probes of a logger that has none yet, or null where it shall have none. */
  ProviderProbes acquire(String logger) {
    String name = nameFor(logger);
    if (name == null) {
      return null;
    }
    Provider provider = byName.get(name);
    if (provider == null) {
      provider = make(name, logger);
      if (provider == null) {
        return null;
      }
    }
    provider.loggers++;
    byLogger.put(logger, provider);
    return provider.probes;
  }

  private Provider make(String name, String logger) {
    try {
      Provider provider = new Provider(name, ProviderProbes.acquire(backend, name, false));
      byName.put(name, provider);
      provider.probes.include(gate);
      return provider;
    } catch (RuntimeException e) {
      owners.remove(name, logger);
      failures.report("logger " + logger + " has no probes of its own", e);
      return null;
    }
  }

  /** Returns whether a tracer is attached to the probes that a logger has of its own. */
  boolean isAttached(String logger) {
    Provider provider = byLogger.get(logger);
    return provider != null
        && provider.probes.levels().stream().anyMatch(probe -> probe.site().isPatched());
  }

  /** Takes a logger out that is gone; the last one of a provider ends it. */
  void release(String logger) {
    Provider provider = byLogger.remove(logger);
    if (provider != null) {
      owners.remove(provider.name, logger);
      if (--provider.loggers == 0) {
        byName.remove(provider.name);
        provider.probes.release();
      }
    }
  }

  void releaseAll() {
    byName.values().forEach(provider -> provider.probes.release());
    byName.clear();
    byLogger.clear();
  }

  private String nameFor(String logger) {
    for (ProbesRule rule : rules) {
      if (rule.matches(logger)) {
        return rule.provider().equals(rootProvider) ? null : rule.provider();
      }
    }
    String name = ProviderNames.of(logger);
    if (isFree(name, logger)) {
      return hasRoom(name, logger) ? name : null;
    }
    String hashed = ProviderNames.hashed(logger);
    boolean isNew = !everMade.contains(hashed);
    if (!hasRoom(hashed, logger)) {
      return null;
    }
    if (isNew) {
      failures.warn(
          "logger %s has provider %s: %s is that of %s"
              .formatted(logger, hashed, name, owners.getOrDefault(name, "other loggers")));
    }
    owners.put(hashed, logger);
    return hashed;
  }

  private boolean isFree(String provider, String logger) {
    if (provider.equals(rootProvider)
        || rules.stream().anyMatch(rule -> rule.provider().equals(provider))) {
      return false;
    }
    String owner = owners.putIfAbsent(provider, logger);
    return owner == null || owner.equals(logger);
  }

  private boolean hasRoom(String provider, String logger) {
    if (everMade.contains(provider)) {
      return true;
    }
    if (everMade.size() < most) {
      everMade.add(provider);
      return true;
    }
    owners.remove(provider, logger);
    if (!isFullReported) {
      isFullReported = true;
      failures.warn(
          "logger %s and others that are new have no provider of their own, their events fire on %s alone: %d have had one, which is maxOwnProviders"
              .formatted(logger, rootProvider, most));
    }
    return false;
  }
}
