package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.EventArgument;
import io.github.usdt4j.internal.Registration;
import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.attachment.Levels;
import io.github.usdt4j.internal.attachment.ProbeHandle;
import io.github.usdt4j.internal.attachment.ProbeSite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the level probes of one provider. A process has each provider once: contexts, appenders and
 * reloads share it, and it ends with the last of them.
 */
final class ProviderProbes {
  /** Names the module, DTrace's second field. */
  static final String MODULE = "log";

  /** DTrace's third field. */
  private static final String FUNCTION = "log";

  /**
   * All providers, by backend and name. The key is no record: the equals method of a record leaves
   * its class, and so the class loader, in a cache of the JDK.
   */
  private static final Map<Map.Entry<Backend, String>, ProviderProbes> ALL = new HashMap<>();

  private final Map.Entry<Backend, String> key;
  private final Registration registration;
  private final List<ProbeHandle> levels;

  /** The probes for whole records; null until an appender uses this as a root provider. */
  private volatile List<ProbeHandle> json;

  private int users;

  private ProviderProbes(
      Map.Entry<Backend, String> key, Registration registration, List<ProbeHandle> levels) {
    this.key = key;
    this.registration = registration;
    this.levels = levels;
  }

  /** Takes part in a provider until {@link #release}. */
  static ProviderProbes acquire(Backend backend, String provider, boolean withJson) {
    synchronized (ALL) {
      Map.Entry<Backend, String> key = Map.entry(backend, provider);
      ProviderProbes probes = ALL.get(key);
      boolean isNew = probes == null;
      if (isNew) {
        probes = open(key);
      }
      try {
        if (withJson && probes.json == null) {
          probes.json =
              probes.registration.addAll(
                  FUNCTION, Levels.JSON_NAMES, List.of(Registration.TEXT), Levels.TRACE);
        }
        probes.registration.enable();
      } catch (RuntimeException | Error e) {
        if (isNew) {
          probes.registration.close();
        }
        throw e;
      }
      probes.users++;
      ALL.put(key, probes);
      if (isNew) {
        Activity.opened(probes, probes::size);
      }
      return probes;
    }
  }

  private static ProviderProbes open(Map.Entry<Backend, String> key) {
    Registration registration = key.getKey().open(key.getValue(), MODULE);
    try {
      return new ProviderProbes(
          key,
          registration,
          registration.addAll(FUNCTION, Levels.NAMES, EventArgument.cTypes(), Levels.TRACE));
    } catch (RuntimeException | Error e) {
      registration.close();
      throw e;
    }
  }

  void release() {
    synchronized (ALL) {
      if (--users == 0) {
        ALL.remove(key);
        registration.close();
        Activity.closed(this);
      }
    }
  }

  private int size() {
    return levels.size() + (json == null ? 0 : json.size());
  }

  /** Returns {@code provider:module}. */
  @Override
  public String toString() {
    return key.getValue() + ":" + MODULE;
  }

  ProbeSite site(int level) {
    return levels.get(level - 1).site();
  }

  ProbeSite jsonSite(int level) {
    return json.get(level - 1).site();
  }

  /** Returns the level probes by level, from trace on. */
  List<ProbeHandle> levels() {
    return levels;
  }

  /** Returns the probes for whole records, in the same order. */
  List<ProbeHandle> jsonLevels() {
    return json;
  }

  /** Lets an attachment to any of these probes open the gate. */
  void include(Gate gate) {
    for (int level = Levels.TRACE; level <= Levels.FATAL; level++) {
      gate.include(level, site(level));
      if (json != null) {
        gate.include(level, jsonSite(level));
      }
    }
  }
}
