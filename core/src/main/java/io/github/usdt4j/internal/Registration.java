package io.github.usdt4j.internal;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.UsdtException;
import io.github.usdt4j.internal.attachment.ProbeHandle;
import java.util.List;

/**
 * A provider inside a {@link Backend}. Thread-safe; every method but {@link #close} fails after
 * {@link #close}.
 */
public interface Registration {
  /**
   * Lists a probe; it is live at once when this registration is enabled. Nothing is listed when
   * this throws.
   */
  ProbeHandle add(String function, String name, List<ArgType> types) throws UsdtException;

  /**
   * Lists probes of one signature in one step, probe i behind gate {@code firstGate + i}: all or
   * none.
   *
   * @param firstGate 1 to 15, or 0 for probes with semaphores of their own
   */
  List<ProbeHandle> addAll(String function, List<String> names, List<ArgType> types, int firstGate)
      throws UsdtException;

  /** Ends and unlists a probe of this registration. */
  void remove(ProbeHandle probe);

  /** Makes all listed probes visible to tracers, or none; does nothing when they are. */
  void enable() throws UsdtException;

  /** Hides all probes; they stay listed. */
  void disable();

  /** Disables and forgets everything; idempotent. */
  void close();
}
