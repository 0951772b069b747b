package io.github.usdt4j.test.internal;

import io.github.usdt4j.ArgType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A recording is a tracer of the probes of a {@link RecordingBackend}; all threads may use it.
 *
 * @param <T> the type that it keeps of each execution of a probe
 */
public final class Recording<T> implements AutoCloseable {
  private final RecordingBackend backend;
  private final Shape<T> shape;
  private final ConcurrentLinkedQueue<Execution<T>> fired = new ConcurrentLinkedQueue<>();

  /** What is attached, by its text; guarded by the lock of the backend's image. */
  private final Map<String, ProbeGlob> attached = new LinkedHashMap<>();

  /** Makes what is kept of an execution of a probe. */
  @FunctionalInterface
  public interface Shape<T> {
    T of(String provider, String probe, List<ArgType> types, List<Object> arguments);
  }

  private record Execution<T>(RecordedProbe probe, T kept) {}

  /** Makes a tracer with a backend of its own. */
  public Recording(Shape<T> shape) {
    this(new RecordingBackend(), shape);
  }

  /** Makes a tracer that is not attached to anything yet. */
  public Recording(RecordingBackend backend, Shape<T> shape) {
    this.backend = backend;
    this.shape = shape;
  }

  public RecordingBackend backend() {
    return backend;
  }

  /** Attaches to the probes that match, now and later; returns how many are live now. */
  public int attach(String glob) {
    ProbeGlob parsed = ProbeGlob.parse(glob);
    RecordedImage image = backend.image();
    synchronized (image) {
      attached.put(glob, parsed);
      image.update(this);
      return image.live(parsed).size();
    }
  }

  /** Undoes an {@link #attach}. */
  public void detach(String glob) {
    RecordedImage image = backend.image();
    synchronized (image) {
      if (attached.remove(glob) == null) {
        throw new IllegalArgumentException(
            glob + " is not attached; attached: " + attached.keySet());
      }
      image.update(this);
    }
  }

  /** Returns what was fired so far, in order of arrival. */
  public List<T> fired() {
    return fired("*:*");
  }

  /** Returns what was fired so far by probes that match. */
  public List<T> fired(String glob) {
    ProbeGlob parsed = ProbeGlob.parse(glob);
    return fired.stream()
        .filter(one -> parsed.matches(one.probe().provider(), one.probe().name()))
        .map(Execution::kept)
        .toList();
  }

  /** Forgets what was fired so far. */
  public void clear() {
    fired.clear();
  }

  /** Returns the names of all live probes, sorted. */
  public List<String> live() {
    return backend.image().live(ProbeGlob.parse("*:*"));
  }

  /** Tells whether such a probe is live. */
  public boolean isLive(String glob) {
    return !backend.image().live(ProbeGlob.parse(glob)).isEmpty();
  }

  /** Detaches from everything; what was fired stays. */
  @Override
  public void close() {
    RecordedImage image = backend.image();
    synchronized (image) {
      attached.clear();
      image.update(this);
    }
  }

  /**
   * Returns whether this tracer is to be attached to a probe; it is called with the lock of the
   * backend's image.
   */
  boolean wants(RecordedProbe probe) {
    for (ProbeGlob glob : attached.values()) {
      if (glob.matches(probe.provider(), probe.name())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether this tracer is attached to nothing; it is called with the lock of the backend's
   * image.
   */
  boolean isIdle() {
    return attached.isEmpty();
  }

  void record(RecordedProbe probe, List<Object> arguments) {
    List<ArgType> types = probe.types().subList(0, arguments.size());
    T kept = shape.of(probe.provider(), probe.name(), types, arguments);
    fired.add(new Execution<>(probe, kept));
  }
}
