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
 * The level probes of one provider. One process has each provider once: contexts, appenders and
 * reloads share it, and it ends with the last of them.
 */
final class ProviderProbes {
  /** The module, DTrace's second field. */
  static final String MODULE = "log";

  /** DTrace's third field. */
  private static final String FUNCTION = "log";

  /**
   * By backend and provider. The key is no record: their equals leaves the class, and so its class
   * loader, in a cache of the JDK.
   */
  private static final Map<Map.Entry<Backend, String>, ProviderProbes> ALL = new HashMap<>();

  private final Map.Entry<Backend, String> key;
  private final Registration registration;
  private final List<ProbeHandle> levels;

  /** Null until an appender uses this as a root provider. */
  private volatile List<ProbeHandle> json;

  private int users;

  private ProviderProbes(
      Map.Entry<Backend, String> key, Registration registration, List<ProbeHandle> levels) {
    this.key = key;
    this.registration = registration;
    this.levels = levels;
  }

  /** Takes part in a provider, to be given back with {@link #release}. */
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

  /** {@code provider:module}. */
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

  /** By level, from trace. */
  List<ProbeHandle> levels() {
    return levels;
  }

  /** Those for whole records. */
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
