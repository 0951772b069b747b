package io.github.usdt4j.agent.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.Appender;
import io.github.usdt4j.agent.engine.BridgeOptions;
import io.github.usdt4j.agent.engine.FrameworkBridge;
import io.github.usdt4j.internal.bridge.AgentReports;
import io.github.usdt4j.internal.bridge.Departure;
import io.github.usdt4j.logback.UsdtAppender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Adds an appender to the root of each Logback context, and adds it again when a context is reset.
 */
public final class LogbackBridge implements FrameworkBridge, LoggerContextListener {
  private static final String NAME = "usdt4j-agent";

  /** An application's own class of that name is another one. */
  private static final String APPENDER = "io.github.usdt4j.logback.UsdtAppender";

  private final BridgeOptions options;

  /** The contexts that were met. Guarded by this. */
  private final Set<LoggerContext> contexts = Collections.newSetFromMap(new WeakHashMap<>());

  private volatile boolean isLeaving;

  /** Makes a bridge that is in no context. */
  public LogbackBridge(BridgeOptions options) {
    this.options = options;
    AgentReports.begin();
  }

  @Override
  public String obstacle() {
    return Departure.obstacle();
  }

  @Override
  public synchronized List<String> look() {
    contexts.addAll(LogbackContexts.all());
    List<String> lines = new ArrayList<>();
    for (LoggerContext context : contexts) {
      lines.add("Logback '" + context.getName() + "': " + lookAt(context));
    }
    return lines;
  }

  private String lookAt(LoggerContext context) {
    if (!context.isStarted() && !hasOthers(context)) {
      takeOut(context);
      return "stopped";
    }
    Optional<String> other = otherAppender(context);
    if (other.isPresent()) {
      takeOut(context);
      return "left alone, since its appender '" + other.get() + "' makes the probes";
    }
    if (!(root(context).getAppender(NAME) instanceof UsdtAppender)) {
      putIn(context);
    }
    listenTo(context);
    return "attached";
  }

  /** Returns whether the root has appenders that are not ours: some programs start no context. */
  private static boolean hasOthers(LoggerContext context) {
    Iterator<Appender<ILoggingEvent>> all = root(context).iteratorForAppenders();
    while (all.hasNext()) {
      String name = all.next().getName();
      if (!NAME.equals(name) && !ResetWatch.NAME.equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static Logger root(LoggerContext context) {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** Returns the name of an appender of ours that the configuration has. */
  private static Optional<String> otherAppender(LoggerContext context) {
    for (Logger logger : context.getLoggerList()) {
      for (Iterator<Appender<ILoggingEvent>> all = logger.iteratorForAppenders(); all.hasNext(); ) {
        Appender<ILoggingEvent> each = all.next();
        if (each.getClass().getName().equals(APPENDER) && !(each instanceof UsdtAppender)) {
          return Optional.of(String.valueOf(each.getName()));
        }
      }
    }
    return Optional.empty();
  }

  private void listenTo(LoggerContext context) {
    if (!context.getCopyOfListenerList().contains(this)) {
      context.addListener(this);
    }
  }

  /** Listens again to a stopped context, which has lost its listeners and is reset once more. */
  void onResetAfterStop(LoggerContext context) {
    listenTo(context);
    if (isLeaving) {
      context.removeListener(this);
    }
  }

  private void putIn(LoggerContext context) {
    UsdtAppender appender = new UsdtAppender();
    appender.setContext(context);
    appender.setName(NAME);
    configure(appender);
    try {
      appender.start();
      if (!appender.isStarted()) {
        throw new IllegalStateException(
            "the appender does not start in Logback: " + String.join("; ", AgentReports.all()));
      }
      root(context).addAppender(appender);
      root(context).detachAppender(ResetWatch.NAME);
    } catch (RuntimeException | Error e) {
      appender.stop();
      throw e;
    }
  }

  private void configure(UsdtAppender appender) {
    options.text("provider", appender::setProvider);
    options.truth("captureBelowLevel", appender::setCaptureBelowLevel);
    options.truth("captureGuarded", appender::setCaptureGuarded);
    options.text("loggersIncluded", appender::addLoggersIncluded);
    options.text("loggersExcluded", appender::addLoggersExcluded);
    options.text("mdcIncluded", appender::addMdcIncluded);
    options.text("mdcExcluded", appender::addMdcExcluded);
    options.text("mdcArgs", appender::addMdcArgs);
    options.number("maxOwnProviders", appender::setMaxOwnProviders);
    options.number("maxMessageBytes", appender::setMaxMessageBytes);
    options.number("maxRecordBytes", appender::setMaxRecordBytes);
    options.truth("includeStackTrace", appender::setIncludeStackTrace);
    options.truth("includeCaller", appender::setIncludeCaller);
  }

  private static void takeOut(LoggerContext context) {
    Logger root = root(context);
    root.detachAppender(ResetWatch.NAME);
    if (root.getAppender(NAME) instanceof UsdtAppender ours) {
      root.detachAppender(ours);
      ours.stop();
    }
    AppenderLists.renew(root);
  }

  @Override
  public List<String> reports() {
    return AgentReports.all();
  }

  @Override
  public List<String> leave() {
    synchronized (this) {
      isLeaving = true;
      for (LoggerContext context : contexts) {
        context.removeListener(this);
        takeOut(context);
      }
      contexts.clear();
    }
    return Departure.complete();
  }

  @Override
  public boolean isResetResistant() {
    return true;
  }

  /** Puts the bridge back, before the configuration adds its own filters behind ours. */
  @Override
  public synchronized void onReset(LoggerContext context) {
    if (isLeaving) {
      return;
    }
    try {
      putIn(context);
    } catch (RuntimeException | Error e) {
      // The application's reset goes on, and the next look tells why there is no bridge.
      return;
    }
  }

  @Override
  public void onStart(LoggerContext context) {}

  /**
   * Takes the bridge out of a context that ends: it was put back when that was reset for it. The
   * context forgets its listeners then, and may be configured once more: Spring Boot does so when
   * it starts.
   */
  @Override
  public synchronized void onStop(LoggerContext context) {
    takeOut(context);
    if (!isLeaving) {
      root(context).addAppender(ResetWatch.of(context, this));
    }
  }

  @Override
  public void onLevelChange(Logger logger, Level level) {}
}
