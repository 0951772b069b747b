package io.github.usdt4j.logback;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.status.ErrorStatus;
import ch.qos.logback.core.status.InfoStatus;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.WarnStatus;
import io.github.usdt4j.internal.bridge.AgentReports;
import io.github.usdt4j.internal.bridge.StatusLog;

/**
 * Reports to the status manager of a context, as from {@code origin}. Logback keeps what it is told
 * for the life of the context, so the origin is a text: an object of ours would hold the class
 * loader of an agent that has left.
 */
record StatusReporter(Context context, String origin) implements StatusLog {
  @Override
  public void info(String message) {
    add(new InfoStatus(message, origin));
  }

  @Override
  public void warn(String message, Throwable cause) {
    add(new WarnStatus(message, origin, cause));
  }

  @Override
  public void error(String message, Throwable cause) {
    add(new ErrorStatus(message, origin, cause));
  }

  private void add(Status status) {
    if (!AgentReports.take(status.getMessage(), status.getThrowable())) {
      context.getStatusManager().add(status);
    }
  }
}
