package io.github.usdt4j.jul;

import io.github.usdt4j.internal.bridge.StatusLog;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;

/** Reports to the error manager of a handler, which is where a JUL handler's troubles go. */
record ErrorReports(Handler handler) implements StatusLog {
  /** Says nothing: an error manager is for errors. */
  @Override
  public void info(String message) {}

  @Override
  public void warn(String message, Throwable cause) {
    report(message, cause, ErrorManager.GENERIC_FAILURE);
  }

  @Override
  public void error(String message, Throwable cause) {
    report(message, cause, ErrorManager.OPEN_FAILURE);
  }

  private void report(String message, Throwable cause, int code) {
    ErrorManager manager = handler.getErrorManager();
    manager.error("usdt4j: " + message, exception(cause), code);
    if (manager.getClass() == ErrorManager.class) {
      // The JDK's own prints the first report and drops all others.
      handler.setErrorManager(new ErrorManager());
    }
  }

  private static Exception exception(Throwable cause) {
    return cause == null || cause instanceof Exception
        ? (Exception) cause
        : new IllegalStateException(cause);
  }
}
