package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.logging.Failures;
import io.github.usdt4j.internal.logging.Gate;
import org.apache.logging.log4j.core.LoggerContext;

/** What all configurations of one logger context have in common, one after the other. */
record ContextState(LoggerContext context, Gate gate, Failures failures) {
  private static final String KEY = ContextState.class.getName();

  static synchronized ContextState of(LoggerContext context) {
    if (context.getObject(KEY) instanceof ContextState known) {
      return known;
    }
    ContextState state = new ContextState(context, new Gate(), new Failures(new StatusReporter()));
    context.putObject(KEY, state);
    return state;
  }
}
