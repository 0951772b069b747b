package io.github.usdt4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.NoOpBackend;
import io.github.usdt4j.test.internal.Recording;
import io.github.usdt4j.testsupport.appenders.Fixture;
import io.github.usdt4j.testsupport.appenders.LogCalls;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A context of Logback over a recording backend. */
final class Contexts extends Fixture {
  private static final String TEXT =
      "<appender name='TEXT' class='" + TextAppender.class.getName() + "'/>";

  final LoggerContext context = new LoggerContext();
  private final Recording<Fired> tracer;
  private final Backends.Scope scope;

  Contexts() {
    this(recording());
  }

  private Contexts(Recording<Fired> tracer) {
    this.tracer = tracer;
    scope = Backends.use(tracer.backend());
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.getLogger(ORDERS);
  }

  private static Recording<Fired> recording() {
    return new Recording<>(
        (provider, probe, types, arguments) -> new Fired(provider, probe, arguments));
  }

  @Override
  public int attach(String glob) {
    return tracer.attach(glob);
  }

  @Override
  public void detach(String glob) {
    tracer.detach(glob);
  }

  @Override
  public boolean isLive(String glob) {
    return tracer.isLive(glob);
  }

  @Override
  public List<Fired> fired() {
    return tracer.fired();
  }

  @Override
  public void clearFired() {
    tracer.clear();
  }

  @Override
  public Contexts another() {
    return new Contexts(tracer);
  }

  @Override
  public Contexts configure(String elements) {
    String xml = "<configuration>" + elements + "</configuration>";
    return configure(
        joran -> joran.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
  }

  @Override
  public void reconfigure(String elements) {
    context.reset();
    configure(elements);
  }

  @Override
  public void configureWithoutProbes(String reason, String elements) {
    Backends.Scope without = Backends.use(new NoOpBackend(reason));
    try {
      configure(elements);
    } finally {
      without.close();
    }
  }

  Contexts configureFile(Path file) {
    return configure(joran -> joran.doConfigure(file.toFile()));
  }

  private interface Configuration {
    void doConfigure(JoranConfigurator joran) throws JoranException;
  }

  private Contexts configure(Configuration configuration) {
    try {
      JoranConfigurator joran = new JoranConfigurator();
      joran.setContext(context);
      configuration.doConfigure(joran);
    } catch (JoranException e) {
      throw new IllegalArgumentException(e);
    }
    return this;
  }

  @Override
  public String one(String options) {
    return usdt("USDT", options) + TEXT + root("USDT", "TEXT");
  }

  @Override
  public String two(String provider, String options, String optionsOfShop) {
    return usdt("USDT", options)
        + usdt("SHOP", option("provider", provider) + optionsOfShop)
        + TEXT
        + root("USDT", "SHOP", "TEXT");
  }

  @Override
  public String twice() {
    return usdt("USDT", "")
        + "<logger name='com.acme'><appender-ref ref='USDT'/></logger>"
        + root("USDT");
  }

  @Override
  public String aside(String logger, String options) {
    return one(options)
        + "<logger name='%s' additivity='false'><appender-ref ref='TEXT'/></logger>"
            .formatted(logger);
  }

  @Override
  public String besideAlone(String level) {
    return TEXT + "<root level='%s'><appender-ref ref='TEXT'/></root>".formatted(level);
  }

  @Override
  public String none() {
    return root();
  }

  @Override
  public String option(String name, String value) {
    return "<%s>%s</%1$s>".formatted(name, value);
  }

  @Override
  public String nested(String elements) {
    return elements;
  }

  @Override
  public String probes(String logger, String provider) {
    return "<probes>" + option("logger", logger) + option("provider", provider) + "</probes>";
  }

  private static String usdt(String name, String options) {
    return "<appender name='%s' class='%s'>%s</appender>"
        .formatted(name, UsdtAppender.class.getName(), options);
  }

  private static String root(String... appenders) {
    StringBuilder references = new StringBuilder();
    for (String appender : appenders) {
      references.append("<appender-ref ref='").append(appender).append("'/>");
    }
    return "<root level='INFO'>" + references + "</root>";
  }

  @Override
  public void start(String appender) {
    find(appender).start();
  }

  @Override
  public void stop(String appender) {
    find(appender).stop();
  }

  @Override
  public boolean isStarted(String appender) {
    return find(appender).isStarted();
  }

  private Appender<ILoggingEvent> find(String name) {
    return logger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(name);
  }

  /** The one named USDT; null before and after its configuration. */
  UsdtAppender appender() {
    return (UsdtAppender) find("USDT");
  }

  @Override
  public int filters() {
    return context.getTurboFilterList().size();
  }

  @Override
  public void addAppender(String logger, Consumer<String> appender) {
    Appender<ILoggingEvent> added =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            appender.accept(event.getFormattedMessage());
          }
        };
    added.setContext(context);
    added.start();
    logger(logger).addAppender(added);
  }

  Logger logger(String name) {
    return context.getLogger(name);
  }

  @Override
  public LogCalls calls(String logger) {
    return new Calls(logger(logger));
  }

  @Override
  public void put(String key, String value) {
    context.getMDCAdapter().put(key, value);
  }

  @Override
  public void clearContext() {
    context.getMDCAdapter().clear();
  }

  @Override
  public List<String> shown() {
    return text().texts();
  }

  @Override
  public List<String> shown(String logger) {
    return text().texts(logger);
  }

  void clearShown() {
    text().clear();
  }

  private TextAppender text() {
    return (TextAppender) find("TEXT");
  }

  /** Without Logback's own complaint about a test that brings its own context of the thread. */
  @Override
  public List<String> statuses() {
    return context.getStatusManager().getCopyOfStatusList().stream()
        .filter(status -> status.getLevel() > Status.INFO)
        .map(Status::getMessage)
        .filter(message -> !message.startsWith("mdcAdapter being reset"))
        .toList();
  }

  @Override
  public void close() {
    context.stop();
    scope.close();
  }

  private record Calls(Logger logger) implements LogCalls {
    @Override
    public void log(String level, String message, Object... arguments) {
      if (arguments.length == 0) {
        log(level, message);
        return;
      }
      switch (level) {
        case "trace" -> logger.trace(message, arguments);
        case "debug" -> logger.debug(message, arguments);
        case "info" -> logger.info(message, arguments);
        case "warn" -> logger.warn(message, arguments);
        case "error" -> logger.error(message, arguments);
        default -> throw new IllegalArgumentException(level);
      }
    }

    /** A message without arguments is another call: a guard cannot be told from it. */
    private void log(String level, String message) {
      switch (level) {
        case "trace" -> logger.trace(message);
        case "debug" -> logger.debug(message);
        case "info" -> logger.info(message);
        case "warn" -> logger.warn(message);
        case "error" -> logger.error(message);
        default -> throw new IllegalArgumentException(level);
      }
    }

    @Override
    public void fluent(String level, String message, Object... arguments) {
      logger
          .atLevel(org.slf4j.event.Level.valueOf(level.toUpperCase(Locale.ROOT)))
          .log(message, arguments);
    }

    @Override
    public List<String> ways() {
      return LogWays.NAMES;
    }

    @Override
    public void logBy(String way, String level, String message, Object... arguments) {
      LogWays.log(way, logger, level, message, arguments);
    }

    @Override
    public boolean isEnabled(String level) {
      return logger.isEnabledForLevel(
          org.slf4j.event.Level.valueOf(level.toUpperCase(Locale.ROOT)));
    }

    @Override
    public void setLevel(String level) {
      logger.setLevel(Level.valueOf(level));
    }
  }
}
