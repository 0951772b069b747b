package io.github.usdt4j.test.internal;

import io.github.usdt4j.internal.Backends;

/** Keeps the backend of all recorders of a process, which is in use while any of them is. */
public final class ProcessRecording {
  private static final RecordingBackend BACKEND = new RecordingBackend();

  private static int users;
  private static Backends.Scope scope;

  private ProcessRecording() {}

  /** Uses the backend for what is opened from now on, until as many calls of {@link #leave}. */
  public static synchronized RecordingBackend enter() {
    if (users++ == 0) {
      scope = Backends.use(BACKEND);
    }
    return BACKEND;
  }

  /** Ends what one call of {@link #enter} began. */
  public static synchronized void leave() {
    if (--users == 0) {
      scope.close();
    }
  }
}
