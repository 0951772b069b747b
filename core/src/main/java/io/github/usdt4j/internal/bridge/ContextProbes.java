package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.ProbeException;
import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.logging.Failures;
import io.github.usdt4j.internal.logging.LogOptions;
import io.github.usdt4j.internal.logging.LogProbes;
import io.github.usdt4j.internal.logging.LoggerSource;
import io.github.usdt4j.internal.logging.Reporter;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Keeps the probes of one logger context. Appenders with the same options share theirs: where a
 * framework starts the new appender of a configuration before it stops the old one, tracers stay
 * attached.
 */
public final class ContextProbes {
  private final LoggerSource loggers;
  private final Gate gate = new Gate();
  private final Failures failures;

  /** The open probes, by backend and options as a text. Guarded by this. */
  private final Map<String, LogProbes> open = new HashMap<>();

  /**
   * The probes of each appender that has some, by the appender's own options object. Guarded by
   * this.
   */
  private final IdentityHashMap<LogOptions, LogProbes> started = new IdentityHashMap<>();

  /**
   * Begins without probes.
   *
   * @param reporter takes reports of what fails later
   */
  public ContextProbes(LoggerSource loggers, Reporter reporter) {
    this.loggers = loggers;
    failures = new Failures(reporter);
  }

  /** Returns the gate that attachments to any of these probes open. */
  public Gate gate() {
    return gate;
  }

  /** Returns what counts and reports events that could not be fired. */
  public Failures failures() {
    return failures;
  }

  /**
   * Starts an appender, until {@link #stop}.
   *
   * @param options without {@linkplain LogOptions#problems problems}, and no other appender's
   * @param status is told why there are no probes, or why tracers do not find them
   */
  public StartOutcome start(LogOptions options, StatusLog status) {
    try {
      Backend backend = Backends.current();
      return backend.kind() == Backend.Kind.NO_OP
          ? withoutProbes(options, status, backend.reason(), null)
          : withProbes(options, status, backend);
    } catch (ProbeException e) {
      return withoutProbes(options, status, e.getMessage(), e);
    } catch (RuntimeException | LinkageError e) {
      return withoutProbes(options, status, e.toString(), e);
    }
  }

  private static StartOutcome withoutProbes(
      LogOptions options, StatusLog status, String reason, Throwable cause) {
    if (options.isRequired() || Backends.isRequired()) {
      // The status file says why, too. A refused appender never stops, so it is no user of probes.
      Activity.publish();
      status.error("USDT probes are required and cannot be had: " + reason, cause);
      return StartOutcome.REFUSED;
    }
    Activity.fellBack(options);
    String text = "no USDT probes, the application runs without: " + reason;
    if (Backends.isSwitchedOff()) {
      status.info(text);
    } else {
      // The text has all that an exception of ours says, and its stack would hide it.
      status.warn(text, cause instanceof ProbeException ? null : cause);
    }
    return StartOutcome.WITHOUT_PROBES;
  }

  private synchronized StartOutcome withProbes(
      LogOptions options, StatusLog status, Backend backend) {
    LogProbes probes =
        open.computeIfAbsent(
            System.identityHashCode(backend) + " " + options,
            key -> LogProbes.open(backend, options, loggers, gate, failures));
    started.put(options, probes);
    if (!probes.inMemory().isEmpty()) {
      status.warn("tracers do not find the USDT probes by themselves: " + probes.inMemory(), null);
    }
    return new StartOutcome(false, probes);
  }

  /** Stops an appender, whatever came of its start; the last one of its options ends the probes. */
  public void stop(LogOptions options) {
    Activity.closed(options);
    synchronized (this) {
      LogProbes probes = started.remove(options);
      if (probes != null && !started.containsValue(probes)) {
        open.values().remove(probes);
        probes.close();
      }
    }
  }
}
