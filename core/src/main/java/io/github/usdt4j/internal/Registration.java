package io.github.usdt4j.internal;

import io.github.usdt4j.internal.attachment.ProbeHandle;
import java.util.List;

/**
 * A registration is a provider inside a {@link Backend}. All methods may be called from any thread;
 * every method but {@link #close} fails after {@link #close}.
 */
public interface Registration {
  /** Names the C type of an argument that is a text. */
  String TEXT = "char *";

  /**
   * Lists a probe; it is live at once when this registration is enabled. Nothing is listed when
   * this throws.
   *
   * @param cTypes the types of its arguments as C spells them, such as {@code char *}
   */
  ProbeHandle add(String function, String name, List<String> cTypes) throws ProbeException;

  /**
   * Lists probes of one signature in one step, probe i behind gate {@code firstGate + i}: all or
   * none.
   *
   * @param firstGate 1 to 15, or 0 for probes with semaphores of their own
   */
  List<ProbeHandle> addAll(String function, List<String> names, List<String> cTypes, int firstGate)
      throws ProbeException;

  /** Ends and unlists a probe of this registration. */
  void remove(ProbeHandle probe);

  /** Makes all listed probes visible to tracers, or none; does nothing when they are. */
  void enable() throws ProbeException;

  /** Hides all probes; they stay listed. */
  void disable();

  /** Disables and forgets everything; idempotent. */
  void close();
}
