package io.github.usdt4j.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.test.Fired;
import io.github.usdt4j.test.internal.Recording;
import io.github.usdt4j.testsupport.Await;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A logger context over a recording backend, configured as a user does it. */
final class Contexts implements AutoCloseable {
  /** What an appender beside ours gets is in {@link #shown}. */
  static final String PLAIN =
      """
      <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender">%s</appender>
      <appender name="TEXT" class="io.github.usdt4j.logback.TextAppender"/>
      <root level="INFO"><appender-ref ref="USDT"/><appender-ref ref="TEXT"/></root>
      """;

  /** A logger that is there before any appender starts. */
  static final String EARLY = "com.acme.Orders";

  /** Attached to nothing at first. */
  final Recording tracer;

  final LoggerContext context = new LoggerContext();
  private final Backends.Scope scope;

  Contexts() {
    this(new Recording());
  }

  /** With the probes and the tracer of another context. */
  Contexts(Recording tracer) {
    this.tracer = tracer;
    scope = Backends.use(tracer.backend());
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.getLogger(EARLY);
  }

  /** With {@link #PLAIN} and these options in the appender. */
  static Contexts plain(String options) {
    return new Contexts().configure(PLAIN.formatted(options));
  }

  Contexts configure(String elements) {
    String xml = "<configuration>" + elements + "</configuration>";
    return configure(
        joran -> joran.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
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

  ch.qos.logback.classic.Logger logger(String name) {
    return context.getLogger(name);
  }

  /** The one named USDT. */
  UsdtAppender appender() {
    return (UsdtAppender) root().getAppender("USDT");
  }

  ch.qos.logback.classic.Logger root() {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** What the appender beside ours has got. */
  List<String> shown() {
    return new ArrayList<>(text().texts());
  }

  void clearShown() {
    text().clear();
  }

  private TextAppender text() {
    return (TextAppender) root().getAppender("TEXT");
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

  List<String> statuses() {
    return context.getStatusManager().getCopyOfStatusList().stream()
        .filter(status -> status.getLevel() > ch.qos.logback.core.status.Status.INFO)
        .map(status -> status.getMessage())
        .toList();
  }

  @Override
  public void close() {
    context.stop();
    scope.close();
  }
}
