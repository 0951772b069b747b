package io.github.usdt4j;

import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.NamedProbes;
import io.github.usdt4j.internal.ProbeException;
import io.github.usdt4j.internal.Registration;
import io.github.usdt4j.internal.attachment.ProbeHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A provider is a name space of probes that a tracer types; {@link Usdt#provider} makes it. Add
 * probes, {@link #enable}, fire, {@link #close}. A probe added to an enabled provider is live at
 * once. All methods may be called from any thread; threads that fire never wait for them.
 *
 * <p>Names of providers, modules, functions and probes have 1 to 127 characters: ASCII letters,
 * digits, {@code _ . $ -}, the first one a letter or {@code _}. DTrace takes 63 at most.
 *
 * <p>After {@link #close} its probes do nothing, and adding or enabling is an {@link
 * IllegalStateException}.
 */
public final class Provider implements AutoCloseable {
  private final String name;
  private final String module;
  private final Backend backend;
  private final Registration registration;
  private final Map<String, Probe> probes = new LinkedHashMap<>();
  private boolean enabled;
  private boolean closed;

  private Provider(String name, String module, Backend backend) {
    this.name = Names.require("provider", name);
    this.module = Names.require("module", module);
    this.backend = backend;
    this.registration = backend.open(name, module);
  }

  static Provider open(String name, String module) {
    try {
      return new Provider(name, module, Backends.current());
    } catch (ProbeException e) {
      throw new UsdtException(e.getMessage(), e);
    }
  }

  /** Returns the provider's name, the first part of a tracer's {@code provider:probe}. */
  public String name() {
    return name;
  }

  /** Returns the module, which names the image that the probes live in. */
  public String module() {
    return module;
  }

  /** Returns a copy of the list of probes that are listed now, in order of addition. */
  public synchronized List<Probe> probes() {
    return new ArrayList<>(probes.values());
  }

  /**
   * Lists a new probe. Where the machine does not allow it to be made live, it stays silent and
   * {@link Usdt#status} says why.
   *
   * @throws IllegalArgumentException bad name, more than {@link Probe#MAX_ARGS} types, or function
   *     and name are listed already
   * @throws IllegalStateException after {@link #close}
   * @throws UsdtException instead, when {@code usdt4j.required} is set; nothing is listed then
   */
  public synchronized Probe addProbe(String function, String probeName, ArgType... types) {
    return add(function, probeName, types, List.of());
  }

  /**
   * Lists a new probe whose arguments have names, for people: {@link Probe#argNames} and {@code
   * snoop --list -v} tell them. Otherwise it does what the method without names does.
   *
   * @throws IllegalArgumentException also when two arguments have one name
   */
  public synchronized Probe addProbe(String function, String probeName, List<Arg> arguments) {
    List<String> names = arguments.stream().map(Arg::name).toList();
    for (int i = 0; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw new IllegalArgumentException(
            "two arguments of probe %s:%s:%s are called %s; give each a name of its own"
                .formatted(this, function, probeName, names.get(i)));
      }
    }
    ArgType[] types = arguments.stream().map(Arg::type).toArray(ArgType[]::new);
    Probe probe = add(function, probeName, types, names);
    NamedProbes.list(this, probe, describe(probe, arguments));
    if (enabled) {
      NamedProbes.publish();
    }
    return probe;
  }

  private Probe add(String function, String probeName, ArgType[] types, List<String> argNames) {
    requireOpen();
    Names.require("function", function, this);
    Names.require("probe", probeName, this);
    List<ArgType> declared = declared(function, probeName, types);
    if (declared.size() > Probe.MAX_ARGS) {
      throw new IllegalArgumentException(
          "probe "
              + this
              + ":"
              + function
              + ":"
              + probeName
              + " has "
              + declared.size()
              + " arguments, at most "
              + Probe.MAX_ARGS);
    }
    String key = function + ':' + probeName;
    if (probes.containsKey(key)) {
      throw new IllegalArgumentException(
          "probe "
              + this
              + ":"
              + function
              + ":"
              + probeName
              + " exists already; take another function or name");
    }
    Probe probe =
        new Probe(
            this,
            backend,
            register(function, probeName, declared),
            function,
            probeName,
            declared,
            argNames);
    probes.put(key, probe);
    return probe;
  }

  private static String describe(Probe probe, List<Arg> arguments) {
    return arguments.stream()
        .map(argument -> argument.name() + ' ' + argument.type().cType())
        .collect(Collectors.joining(", ", probe + " ", ""))
        .strip();
  }

  private ProbeHandle register(String function, String probeName, List<ArgType> types) {
    try {
      return registration.add(function, probeName, types.stream().map(ArgType::cType).toList());
    } catch (ProbeException e) {
      fallBack(e);
      return ProbeHandle.silent();
    }
  }

  private static void fallBack(ProbeException e) {
    Activity.failed(e.getMessage());
    if (Backends.isRequired()) {
      throw new UsdtException(e.getMessage(), e);
    }
  }

  private List<ArgType> declared(String function, String probeName, ArgType[] types) {
    for (int i = 0; i < types.length; i++) {
      if (types[i] == null) {
        throw new NullPointerException(
            "argument " + i + " of probe " + this + ":" + function + ":" + probeName + " is null");
      }
    }
    return List.of(types);
  }

  /** Ends a probe and takes it off the list; returns false when it is not listed here. */
  public synchronized boolean removeProbe(Probe probe) {
    Objects.requireNonNull(probe, "probe");
    if (!probes.remove(probe.function() + ':' + probe.name(), probe)) {
      return false;
    }
    NamedProbes.unlist(this, probe);
    registration.remove(probe.handle);
    return true;
  }

  /**
   * Makes all probes visible to tracers; does nothing when they are. Where the machine does not
   * allow it, the probes stay silent and {@link Usdt#status} says why.
   *
   * @throws UsdtException instead, when {@code usdt4j.required} is set
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized void enable() {
    requireOpen();
    try {
      registration.enable();
      enabled = true;
      if (NamedProbes.has(this)) {
        NamedProbes.publish();
      }
    } catch (ProbeException e) {
      fallBack(e);
    }
  }

  /** Hides all probes from tracers; they stay listed, and {@link #enable} shows them again. */
  public synchronized void disable() {
    if (enabled) {
      enabled = false;
      registration.disable();
    }
  }

  /** Returns whether the probes are visible to tracers, not whether a tracer is attached. */
  public synchronized boolean isEnabled() {
    return enabled && backend.kind() != Backend.Kind.NO_OP;
  }

  /** Ends all probes, for good; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      enabled = false;
      probes.clear();
      registration.close();
      NamedProbes.end(this);
      Activity.closed(this);
    }
  }

  /** Returns {@code provider:module}. */
  @Override
  public String toString() {
    return name + ":" + module;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("provider " + this + " is closed; make another one");
    }
  }
}
