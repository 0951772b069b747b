package io.github.usdt4j.snoop;

import io.github.usdt4j.snoop.processes.TracedProcess;
import java.util.List;

/** What attaches to the record probes of processes and hands over what they fire. */
public interface Engine extends AutoCloseable {
  /** Takes what an engine has to give; called from one thread. */
  interface Sink {
    /**
     * A record as a probe has fired it.
     *
     * @return whether more is wanted
     */
    boolean record(long pid, String json);

    /** Events that were fired and never arrived. */
    void lost(long count);

    /** Nothing more is there at the moment. */
    void idle();
  }

  /**
   * Attaches to probes of a process, as far as it is not attached to them already.
   *
   * @return the probes that are new, empty when the process has none to attach to
   */
  List<String> attach(TracedProcess process);

  /** Hands over what has come; waits for it if need be, but not long. */
  boolean poll(Sink sink);

  /** Lets a waiting {@link #poll} return; from any thread. */
  void wakeUp();

  /** Detaches from everything and hands over what is left. */
  void drain(Sink sink);

  @Override
  void close();
}
