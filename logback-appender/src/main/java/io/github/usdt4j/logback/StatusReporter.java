package io.github.usdt4j.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.WarnStatus;
import io.github.usdt4j.internal.logging.Reporter;

/** Reports to the status manager of a context. */
record StatusReporter(LoggerContext context) implements Reporter {
  @Override
  public void warn(String message, Throwable cause) {
    context.getStatusManager().add(new WarnStatus(message, UsdtAppender.class, cause));
  }
}
