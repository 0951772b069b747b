package io.github.usdt4j.bench.peers;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;

/** Makes a flight recording of log calls, one event each, without stack traces. */
public final class JfrLog implements AutoCloseable {
  private final Recording recording = new Recording();

  public JfrLog() {
    recording.enable(LogCall.class);
    recording.setMaxSize(16L << 20);
    recording.start();
  }

  public static void commit(String logger, String message) {
    LogCall event = new LogCall();
    if (event.shouldCommit()) {
      event.logger = logger;
      event.message = message;
      event.commit();
    }
  }

  @Override
  public void close() {
    recording.close();
  }

  /** Records one log call. */
  @Name("usdt4j.bench.LogCall")
  @StackTrace(false)
  static final class LogCall extends Event {
    String logger;
    String message;
  }
}
