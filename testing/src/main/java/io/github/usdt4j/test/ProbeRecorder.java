package io.github.usdt4j.test;

import io.github.usdt4j.test.internal.ProcessRecording;
import io.github.usdt4j.test.internal.Recording;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Attaches to probes for one test, as a tracer does, and keeps what they fire, in order; it is a
 * JUnit 5 extension. It treats the probes of the core API and of the log appenders alike.
 *
 * <pre>{@code
 * @RegisterExtension final ProbeRecorder probes = new ProbeRecorder();
 * }</pre>
 *
 * <p>Every test begins without attachments and without records, and ends so. Several recorders at
 * one time, such as those of tests that run in parallel, each see what they have attached to. All
 * methods may be called from any thread, while the test runs.
 *
 * <p>With this artifact on the class path all usdt4j of a JUnit session works on such probes and
 * touches no native library, so that also a logging framework that was configured before the first
 * test can be recorded. Leave the artifact out where real tracers are to see the probes.
 */
public final class ProbeRecorder implements BeforeEachCallback, AfterEachCallback {
  private volatile Recording<Fired> recording;

  /** Makes a recorder for a field with {@code @RegisterExtension}. */
  public ProbeRecorder() {}

  /**
   * Attaches to all probes of that name, both live ones and those that become live later.
   *
   * @param glob {@code provider:probe} with {@code *} and {@code ?}, such as {@code shop:*}
   * @return the number of probes that are live now and match
   */
  public int attach(String glob) {
    return recording().attach(glob);
  }

  /**
   * Undoes an {@link #attach} of the same glob.
   *
   * @throws IllegalArgumentException that glob is not attached
   */
  public void detach(String glob) {
    recording().detach(glob);
  }

  /** Returns what was fired so far, in order of arrival; a copy. */
  public List<Fired> fired() {
    return recording().fired();
  }

  /** Returns what was fired so far by the probes that match, in a glob as for {@link #attach}. */
  public List<Fired> fired(String glob) {
    return recording().fired(glob);
  }

  /**
   * Returns the log events that were fired so far by the level probes that match, in a glob as for
   * {@link #attach} such as {@code log:debug}.
   */
  public List<FiredLogEvent> events(String glob) {
    return fired(glob).stream().map(FiredLogEvent::new).toList();
  }

  /** Forgets what was fired so far. */
  public void clear() {
    recording().clear();
  }

  /** Returns the names of the probes that a tracer could attach to now, sorted. */
  public List<String> live() {
    return recording().live();
  }

  private Recording<Fired> recording() {
    Recording<Fired> current = recording;
    if (current == null) {
      throw new IllegalStateException("a ProbeRecorder works while a test runs");
    }
    return current;
  }

  /** JUnit calls this before each test, which begins without attachments and records. */
  @Override
  public void beforeEach(ExtensionContext context) {
    begin();
  }

  /** JUnit calls this after each test, which ends without attachments. */
  @Override
  public void afterEach(ExtensionContext context) {
    end();
  }

  void begin() {
    recording = new Recording<>(ProcessRecording.enter(), Fired::new);
  }

  void end() {
    recording().close();
    recording = null;
    ProcessRecording.leave();
  }
}
