package io.github.usdt4j.test.internal;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Puts all probes of a JUnit session into the recording backend. It comes before the first test
 * class is loaded, and so before a logging framework configures itself.
 */
public final class RecordedSession implements LauncherSessionListener {
  /** JUnit's service loader calls this. */
  public RecordedSession() {}

  /** JUnit calls this as the session begins. */
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    ProcessRecording.enter();
  }

  /** JUnit calls this as the session ends. */
  @Override
  public void launcherSessionClosed(LauncherSession session) {
    ProcessRecording.leave();
  }
}
