package io.github.usdt4j.agent.log4j2;

import io.github.usdt4j.agent.engine.BridgeOptions;
import io.github.usdt4j.agent.engine.FrameworkBridge;
import io.github.usdt4j.internal.bridge.AgentReports;
import io.github.usdt4j.internal.bridge.Departure;
import io.github.usdt4j.log4j2.UsdtAppender;
import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.ErrorHandler;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.impl.Log4jContextFactory;

/**
 * Adds an appender to the root of each Log4j context, and adds it again when a context gets another
 * configuration.
 */
public final class Log4jBridge implements FrameworkBridge, PropertyChangeListener {
  private static final String NAME = "usdt4j-agent";

  /** An application's own class of that name is another one. */
  private static final String APPENDER = "io.github.usdt4j.log4j2.UsdtAppender";

  private final BridgeOptions options;

  /** The contexts that were met. Guarded by this. */
  private final Set<LoggerContext> contexts = Collections.newSetFromMap(new WeakHashMap<>());

  private boolean isLeaving;

  /**
   * Keeps what Log4j would print of the appender. An event that is on its way to it when it stops
   * is no error.
   */
  private static final class Errors implements ErrorHandler {
    private final Appender appender;

    Errors(Appender appender) {
      this.appender = appender;
    }

    @Override
    public void error(String message) {
      error(message, null);
    }

    @Override
    public void error(String message, Throwable cause) {
      if (appender.isStarted()) {
        AgentReports.take(message, cause);
      }
    }

    @Override
    public void error(String message, LogEvent event, Throwable cause) {
      error(message, cause);
    }
  }

  /** Makes a bridge that is in no context. */
  public Log4jBridge(BridgeOptions options) {
    this.options = options;
    AgentReports.begin();
  }

  @Override
  public String obstacle() {
    return Departure.obstacle();
  }

  @Override
  public synchronized List<String> look() {
    if (LogManager.getFactory() instanceof Log4jContextFactory factory) {
      contexts.addAll(factory.getSelector().getLoggerContexts());
    }
    List<String> lines = new ArrayList<>();
    for (LoggerContext context : contexts) {
      lines.add("Log4j 2 '" + context.getName() + "': " + lookAt(context));
    }
    return lines;
  }

  private String lookAt(LoggerContext context) {
    if (!context.isStarted()) {
      return "stopped";
    }
    Configuration configuration = context.getConfiguration();
    Optional<String> other = otherAppender(configuration);
    if (other.isPresent()) {
      takeOut(configuration);
      return "left alone, since its appender '" + other.get() + "' makes the probes";
    }
    context.removePropertyChangeListener(this);
    context.addPropertyChangeListener(this);
    if (!isIn(configuration)) {
      putIn(configuration);
    }
    return "attached";
  }

  private static boolean isIn(Configuration configuration) {
    return configuration.getAppender(NAME) instanceof UsdtAppender;
  }

  /** Returns the name of an appender of ours that the configuration has. */
  private static Optional<String> otherAppender(Configuration configuration) {
    return configuration.getAppenders().values().stream()
        .filter(each -> each.getClass().getName().equals(APPENDER))
        .filter(each -> !(each instanceof UsdtAppender))
        .map(Appender::getName)
        .findFirst();
  }

  private void putIn(Configuration configuration) {
    UsdtAppender.Builder builder = UsdtAppender.newBuilder().setName(NAME);
    builder.setConfiguration(configuration);
    configure(builder);
    UsdtAppender appender = builder.build();
    if (appender == null) {
      throw new IllegalStateException(
          "the appender does not start in Log4j 2: " + String.join("; ", AgentReports.all()));
    }
    appender.setHandler(new Errors(appender));
    try {
      appender.start();
      if (!appender.isStarted()) {
        throw new IllegalStateException(
            "the appender does not start in Log4j 2: " + String.join("; ", AgentReports.all()));
      }
      configuration.addAppender(appender);
      configuration.getRootLogger().addAppender(appender, null, null);
    } catch (RuntimeException | Error e) {
      takeOut(configuration);
      appender.stop();
      throw e;
    }
  }

  private void configure(UsdtAppender.Builder builder) {
    options.text("provider", builder::setProvider);
    options.truth("captureBelowLevel", builder::setCaptureBelowLevel);
    options.truth("captureGuarded", builder::setCaptureGuarded);
    options.text("loggersIncluded", builder::setLoggersIncluded);
    options.text("loggersExcluded", builder::setLoggersExcluded);
    options.text("mdcIncluded", builder::setMdcIncluded);
    options.text("mdcExcluded", builder::setMdcExcluded);
    options.text("mdcArgs", builder::setMdcArgs);
    options.number("maxOwnProviders", builder::setMaxOwnProviders);
    options.number("maxMessageBytes", builder::setMaxMessageBytes);
    options.number("maxRecordBytes", builder::setMaxRecordBytes);
    options.truth("includeStackTrace", builder::setIncludeStackTrace);
    options.truth("includeCaller", builder::setIncludeCaller);
  }

  private static void takeOut(Configuration configuration) {
    if (!(configuration.getAppender(NAME) instanceof UsdtAppender ours)) {
      return;
    }
    configuration.getRootLogger().removeAppender(NAME);
    if (configuration instanceof AbstractConfiguration known) {
      known.removeAppender(NAME);
    } else {
      configuration.getAppenders().remove(NAME);
    }
    ours.stop();
    takeOutBeans();
  }

  /**
   * Removes the JMX bean that Log4j before 2.24 makes of each appender when it is reconfigured: it
   * holds the appender.
   */
  private static void takeOutBeans() {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      ObjectName beans =
          new ObjectName("org.apache.logging.log4j2:component=Appenders,name=" + NAME + ",*");
      for (ObjectName bean : server.queryNames(beans, null)) {
        server.unregisterMBean(bean);
      }
    } catch (JMException | LinkageError e) {
      // Log4j has been quicker, or there is no JMX.
      return;
    }
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
        context.removePropertyChangeListener(this);
        takeOut(context.getConfiguration());
      }
      contexts.clear();
    }
    return Departure.complete();
  }

  /** Puts the bridge into the configuration that a context has got, unless that is its last. */
  @Override
  public synchronized void propertyChange(PropertyChangeEvent event) {
    if (isLeaving
        || !(event.getNewValue() instanceof Configuration configuration)
        || !(event.getSource() instanceof LoggerContext context)
        || !context.isStarted()) {
      return;
    }
    try {
      if (!isIn(configuration) && otherAppender(configuration).isEmpty()) {
        putIn(configuration);
      }
    } catch (RuntimeException | Error e) {
      // The application's change goes on, and the next look tells why there is no bridge.
      return;
    }
  }
}
