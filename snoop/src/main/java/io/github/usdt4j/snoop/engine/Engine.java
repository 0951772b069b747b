package io.github.usdt4j.snoop.engine;

import io.github.usdt4j.snoop.processes.TracedProcess;
import java.util.List;

/** Attaches to the record probes of processes and hands over what they fire. */
public interface Engine extends AutoCloseable {
  /** Takes what an engine has to give; called from one thread. */
  interface Sink {
    /**
     * A record as a probe has fired it.
     *
     * @param pid of the process; 0 when it has ended and cannot be told from others
     * @return whether more is wanted
     */
    boolean record(long pid, String json);

    /** Events that were fired and never arrived. */
    void lost(long count);

    /** Nothing more is there at the moment. */
    void idle();
  }

  /**
   * What has come of attaching to a process.
   *
   * @param probes those that are new; empty when the process has none to attach to
   * @param leftOut what could not be attached to, each with the reason
   */
  record Attached(List<String> probes, List<String> leftOut) {}

  /** Attaches to probes of a process, as far as that was not tried already. */
  Attached attach(TracedProcess process);

  /** Hands over what has come; waits for it if need be, but not long. */
  boolean poll(Sink sink);

  /** Lets a waiting {@link #poll} return; from any thread. */
  void wakeUp();

  /** Detaches from everything and hands over what is left. */
  void drain(Sink sink);

  @Override
  void close();
}
