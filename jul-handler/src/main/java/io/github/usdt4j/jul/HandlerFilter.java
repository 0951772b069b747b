package io.github.usdt4j.jul;

import io.github.usdt4j.internal.logging.Rendering;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Stands in a handler of the application in front of its own filter while a tracer is attached. It
 * keeps out what would not be there without a tracer and has met no filter of a logger: records of
 * a logger that is younger than the last look at all loggers, what is logged while an event is
 * rendered for the tracer, and what its own filter lets pass only since a logger is open.
 */
final class HandlerFilter implements Filter {
  private final ContextBridge bridge;
  private final Handler handler;

  /** The application's filter, or null. */
  private final Filter own;

  /** Whether no other handler has handed the record on, maybe to another thread. */
  private final boolean isFirst;

  HandlerFilter(ContextBridge bridge, Handler handler, Filter own, boolean isFirst) {
    this.bridge = bridge;
    this.handler = handler;
    this.own = own;
    this.isFirst = isFirst;
  }

  @Override
  public boolean isLoggable(LogRecord record) {
    return !(isFirst && isKeptOut(record)) && (own == null || bridge.opener().passes(own, record));
  }

  private boolean isKeptOut(LogRecord record) {
    return (bridge.probes().gate().isHeld() && Rendering.isSilent())
        || bridge.opener().isStray(record);
  }

  /** Gives the handler its own filter back, unless the application has set another one since. */
  void remove() {
    synchronized (handler) {
      if (handler.getFilter() == this) {
        handler.setFilter(own);
      }
    }
  }
}
