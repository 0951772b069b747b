package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.test.Fired;
import io.github.usdt4j.test.internal.Recording;
import io.github.usdt4j.testsupport.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/** A logger context over a recording backend, configured as a user does it. */
final class Contexts implements AutoCloseable {
  static final String ORDERS = "com.acme.Orders";

  /** What an appender beside ours gets is in the one named SHOWN. */
  static final String PLAIN =
      """
      <Appenders>
        <Usdt name="USDT" %s
        <Shown name="SHOWN"/>
      </Appenders>
      <Loggers>
        <Root level="INFO"><AppenderRef ref="USDT"/><AppenderRef ref="SHOWN"/></Root>
      </Loggers>
      """;

  /** The same with asynchronous loggers. */
  static final String ASYNC_ROOT =
      """
      <Appenders><Usdt name="USDT"/><Shown name="SHOWN"/></Appenders>
      <Loggers>
        <AsyncRoot level="INFO">
          <AppenderRef ref="SHOWN"/><AppenderRef ref="USDT"/>
        </AsyncRoot>
      </Loggers>
      """;

  /** Attached to nothing at first. */
  final Recording tracer;

  final LoggerContext context;
  private final Backends.Scope scope;
  private final Statuses statuses = new Statuses();
  private ShownAppender shown;

  Contexts() {
    this(new Recording());
  }

  /** With the probes and the tracer of another context. */
  Contexts(Recording tracer) {
    this(new LoggerContext("test"), tracer);
  }

  private Contexts(LoggerContext context, Recording tracer) {
    this.context = context;
    this.tracer = tracer;
    scope = Backends.use(tracer.backend());
    // Known before the start, so that its probes need not be waited for.
    context.getLogger(ORDERS);
    StatusLogger.getLogger().registerListener(statuses);
  }

  /** With {@link #PLAIN} and these options in the appender. */
  static Contexts plain(String options) {
    return new Contexts().configure(plainElements(options));
  }

  /** As {@link #plain}, in the context of the application, which other interfaces log to. */
  static Contexts ofApplication() {
    return new Contexts(LoggerContext.getContext(false), new Recording())
        .configure(plainElements(""));
  }

  /** As {@link #plain}, with all loggers asynchronous. */
  static Contexts async(String options) {
    return async().configure(plainElements(options));
  }

  /** With all loggers asynchronous. */
  static Contexts async() {
    return new Contexts(new AsyncLoggerContext("test"), new Recording());
  }

  /** Attributes, or attributes and what is inside of the element. */
  static String plainElements(String options) {
    return PLAIN.formatted(options.contains("</Usdt>") ? options : options + "/>");
  }

  Contexts configure(String elements) {
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

  UsdtAppender appender() {
    return context.getConfiguration().getAppender("USDT");
  }

  Logger logger(String name) {
    return context.getLogger(name);
  }

  /** What the appender beside ours has got; all of it, for asynchronous loggers end with that. */
  List<String> shown() {
    if (context instanceof AsyncLoggerContext && context.isStarted()) {
      context.stop();
    }
    return shown.messages;
  }

  /**
   * Attaches to the debug probe of a logger's own provider, which may be made in the background,
   * and waits until the logger knows: that is an instant after the provider is there.
   */
  void attachToOwn(String logger) {
    String provider = logger.replace('.', '_');
    Await.until(() -> "provider " + provider, () -> tracer.attach(provider + ":debug") > 0);
    Await.until(
        () -> "an event of " + logger,
        () -> {
          logger(logger).debug("awaited");
          return !fired(provider, "debug").isEmpty();
        });
    tracer.clear();
  }

  /** The messages that reached a probe. */
  List<Object> fired(String provider, String probe) {
    return events(provider, probe).stream().map(arguments -> arguments.get(0)).toList();
  }

  /** The arguments that reached a probe. */
  List<List<Object>> events(String provider, String probe) {
    return tracer.fired(provider + ":" + probe).stream().map(Fired::arguments).toList();
  }

  /** What the status logger was told since this was made, warnings and worse. */
  List<String> statuses() {
    return statuses.texts;
  }

  @Override
  public void close() {
    context.stop();
    StatusLogger.getLogger().removeListener(statuses);
    scope.close();
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
