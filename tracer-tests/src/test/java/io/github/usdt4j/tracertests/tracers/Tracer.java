package io.github.usdt4j.tracertests.tracers;

import io.github.usdt4j.tracertests.PuppetJvm;
import java.util.List;
import java.util.Map;

/** A tracer that is attached to probes of a puppet. Closing it kills it and removes its traces. */
public interface Tracer extends AutoCloseable {
  /**
   * Ends it as a person would, and tells what it saw: by probe, one line a fire, as {@link
   * Traced#shown} has them.
   *
   * @param fires how many it should have seen: one that loses at its end what it has not read yet
   *     is given the time for that
   */
  Map<String, List<String>> detach(int fires);

  /** Ends it as {@code kill -9} does. */
  void kill();

  @Override
  void close();

  /** Attaches a tracer; all that fires after that is seen. */
  @FunctionalInterface
  interface Attacher {
    /** With room for strings of this size. */
    Tracer attach(PuppetJvm puppet, int stringBytes, List<Traced> probes);
  }
}
