package io.github.usdt4j.snoop.engine;

import io.github.usdt4j.snoop.processes.TracedProcess;
import java.util.List;

/** Attaches to the record probes of processes and hands over what they fire. */
public interface Engine extends AutoCloseable {
  /** Takes what an engine has to give; the engine calls it from one thread. */
  interface Sink {
    /**
     * Takes a record as a probe has fired it.
     *
     * @param pid the id of the process; 0 when it has ended and cannot be told from others
     * @return whether more is wanted
     */
    boolean record(long pid, String json);

    /** Counts events that were fired and never arrived. */
    void lost(long count);

    /** Says that there is nothing more at the moment. */
    void idle();
  }

  /**
   * Says what came of attaching to a process.
   *
   * @param probes the probes that are new; empty when the process has none to attach to
   * @param leftOut what could not be attached to, each with the reason
   */
  record Attached(List<String> probes, List<String> leftOut) {}

  /** Attaches to the probes of a process, apart from those that were tried already. */
  Attached attach(TracedProcess process);

  /** Hands over what has come; it waits if need be, but not long. */
  boolean poll(Sink sink);

  /** Lets a waiting {@link #poll} return; any thread may call it. */
  void wakeUp();

  /** Detaches from everything and hands over what is left. */
  void drain(Sink sink);

  @Override
  void close();
}
