package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.NoOpBackend;
import io.github.usdt4j.test.internal.Recording;
import io.github.usdt4j.testsupport.appenders.Fixture;
import io.github.usdt4j.testsupport.appenders.LogCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.core.filter.CompositeFilter;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/** A context of Log4j over a recording backend. */
final class Contexts extends Fixture {
  /** Our appender and the one beside it, with asynchronous loggers. */
  static final String ASYNC_ROOT =
      """
      <Appenders><Usdt name="USDT"/><Shown name="SHOWN"/></Appenders>
      <Loggers>
        <AsyncRoot level="INFO">
          <AppenderRef ref="SHOWN"/><AppenderRef ref="USDT"/>
        </AsyncRoot>
      </Loggers>
      """;

  private static final String SHOWN = "<Shown name='SHOWN'/>";

  final LoggerContext context;
  private final Recording<Fired> tracer;

  /**
   * The logger is known before the start, so that its probes need not be waited for. Log4j itself
   * does not keep it.
   */
  final Logger orders;

  private final Backends.Scope scope;
  private final Statuses statuses = new Statuses();
  private ShownAppender shown;

  Contexts() {
    this(new LoggerContext("test"), recording());
  }

  private Contexts(LoggerContext context, Recording<Fired> tracer) {
    this.context = context;
    this.tracer = tracer;
    scope = Backends.use(tracer.backend());
    orders = context.getLogger(ORDERS);
    StatusLogger.getLogger().registerListener(statuses);
  }

  private static Recording<Fired> recording() {
    return new Recording<>(
        (provider, probe, types, arguments) -> new Fired(provider, probe, arguments));
  }

  /** With our appender, which has these options. */
  static Contexts plain(String options) {
    Contexts contexts = new Contexts();
    return contexts.configure(contexts.one(options));
  }

  /** Makes {@link #plain} in the context of the application, which other interfaces log to. */
  static Contexts ofApplication() {
    Contexts contexts = new Contexts(LoggerContext.getContext(false), recording());
    return contexts.configure(contexts.one(""));
  }

  /** Makes {@link #plain} with all loggers asynchronous. */
  static Contexts async(String options) {
    Contexts contexts = async();
    return contexts.configure(contexts.one(options));
  }

  /** With all loggers asynchronous. */
  static Contexts async() {
    return new Contexts(new AsyncLoggerContext("test"), recording());
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
    return new Contexts(new LoggerContext("test"), tracer);
  }

  @Override
  public Contexts configure(String elements) {
    String xml = "<Configuration status='OFF'>" + elements + "</Configuration>";
    try {
      ConfigurationSource source =
          new ConfigurationSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
      if (context.isStarted()) {
        context.reconfigure(new XmlConfiguration(context, source));
      } else {
        context.start(new XmlConfiguration(context, source));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shown = context.getConfiguration().getAppender("SHOWN");
    return this;
  }

  @Override
  public void reconfigure(String elements) {
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

  @Override
  public String one(String options) {
    return appenders(usdt("USDT", options) + SHOWN) + loggers("", "USDT", "SHOWN");
  }

  @Override
  public String two(String provider, String options, String optionsOfShop) {
    return appenders(
            usdt("USDT", options)
                + usdt("SHOP", option("provider", provider) + optionsOfShop)
                + SHOWN)
        + loggers("", "USDT", "SHOP", "SHOWN");
  }

  @Override
  public String twice() {
    return appenders(usdt("USDT", ""))
        + loggers("<Logger name='com.acme'><AppenderRef ref='USDT'/></Logger>", "USDT");
  }

  @Override
  public String aside(String logger, String options) {
    return appenders(usdt("USDT", options) + SHOWN)
        + loggers(
            "<Logger name='%s' additivity='false'><AppenderRef ref='SHOWN'/></Logger>"
                .formatted(logger),
            "USDT",
            "SHOWN");
  }

  @Override
  public String besideAlone(String level) {
    return appenders(SHOWN)
        + "<Loggers><Root level='%s'><AppenderRef ref='SHOWN'/></Root></Loggers>".formatted(level);
  }

  @Override
  public String none() {
    return loggers("");
  }

  @Override
  public String option(String name, String value) {
    return " %s='%s'".formatted(name, value);
  }

  @Override
  public String nested(String elements) {
    return ">" + elements + "</Usdt>";
  }

  @Override
  public String probes(String logger, String provider) {
    return "<Probes" + option("logger", logger) + option("provider", provider) + "/>";
  }

  private static String usdt(String name, String options) {
    return "<Usdt name='" + name + "' " + options + (options.endsWith("</Usdt>") ? "" : "/>");
  }

  private static String appenders(String elements) {
    return "<Appenders>" + elements + "</Appenders>";
  }

  private static String loggers(String others, String... appendersOfRoot) {
    StringBuilder references = new StringBuilder();
    for (String appender : appendersOfRoot) {
      references.append("<AppenderRef ref='").append(appender).append("'/>");
    }
    return "<Loggers>%s<Root level='INFO'>%s</Root></Loggers>".formatted(others, references);
  }

  @Override
  public void start(String appender) {
    find(appender).start();
  }

  /** Stops it like Log4j at the end of a configuration. */
  @Override
  public void stop(String appender) {
    ((UsdtAppender) find(appender)).stop(1, TimeUnit.SECONDS);
  }

  @Override
  public boolean isStarted(String appender) {
    Appender found = find(appender);
    return found != null && found.isStarted();
  }

  private Appender find(String name) {
    return context.getConfiguration().getAppender(name);
  }

  UsdtAppender appender() {
    return (UsdtAppender) find("USDT");
  }

  @Override
  public int filters() {
    Filter filter = context.getConfiguration().getFilter();
    if (filter instanceof CompositeFilter several) {
      return several.size();
    }
    return filter == null ? 0 : 1;
  }

  @Override
  public void addAppender(String logger, Consumer<String> appender) {
    Appender added =
        new AbstractAppender("ADDED", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            appender.accept(event.getMessage().getFormattedMessage());
          }
        };
    added.start();
    context.getConfiguration().getLoggerConfig(logger).addAppender(added, null, null);
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
    ThreadContext.put(key, value);
  }

  @Override
  public void clearContext() {
    ThreadContext.clearAll();
  }

  /** For asynchronous loggers this is the end, so that nothing is pending. */
  @Override
  public List<String> shown() {
    endAsynchronous();
    return shown.messages();
  }

  @Override
  public List<String> shown(String logger) {
    endAsynchronous();
    return shown.messages(logger);
  }

  private void endAsynchronous() {
    if (context instanceof AsyncLoggerContext && context.isStarted()) {
      context.stop();
    }
  }

  /** What the status logger was told since this was made, warnings and worse. */
  @Override
  public List<String> statuses() {
    return statuses.texts;
  }

  @Override
  public void close() {
    context.stop();
    StatusLogger.getLogger().removeListener(statuses);
    scope.close();
  }

  private record Calls(Logger logger) implements LogCalls {
    @Override
    public void log(String level, String message, Object... arguments) {
      // A message without arguments is another call: a guard cannot be told from it.
      if (arguments.length == 0) {
        logger.log(Level.valueOf(level), message);
      } else {
        logger.log(Level.valueOf(level), message, arguments);
      }
    }

    @Override
    public void fluent(String level, String message, Object... arguments) {
      logger.atLevel(Level.valueOf(level)).log(message, arguments);
    }

    @Override
    public List<String> ways() {
      return LogWays.NAMES;
    }

    @Override
    public void logBy(String way, String level, String message, Object... arguments) {
      LogWays.log(way, logger, Level.valueOf(level), message, arguments);
    }

    @Override
    public boolean isEnabled(String level) {
      return logger.isEnabled(Level.valueOf(level));
    }

    @Override
    public void setLevel(String level) {
      logger.setLevel(Level.valueOf(level));
    }
  }

  private static final class Statuses implements StatusListener {
    final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    public void log(StatusData data) {
      texts.add(data.getMessage().getFormattedMessage());
    }

    @Override
    public Level getStatusLevel() {
      return Level.WARN;
    }

    @Override
    public void close() {}
  }
}
