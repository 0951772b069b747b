package io.github.usdt4j.bench.frameworks;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.helpers.NOPAppender;
import ch.qos.logback.core.spi.FilterReply;
import io.github.usdt4j.bench.peers.JfrLog;
import io.github.usdt4j.bench.peers.JniChecks;
import io.github.usdt4j.logback.UsdtAppender;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Makes a Logback context at level INFO with the appenders that a text names, joined by {@code +}.
 */
public final class LogbackSetup implements AutoCloseable {
  static final String PATTERN = "%d %-5level [%thread] %logger - %msg%n";

  private final LoggerContext context;
  private final Logger root;
  private Path file;
  private JfrLog jfr;
  private AsyncAppender queue;
  private UprobeEvent tracer;
  private BroughtBridge brought;

  /**
   * Starts the context.
   *
   * @param parts {@code bridge}, {@code agent} alone for one that the agent brings, {@code file},
   *     {@code async}, {@code nop}, {@code jfr}, {@code jni}, {@code filter} for one that does
   *     nothing; {@code bare} for none; after the bridge, {@code attached} for a tracer at the
   *     debug probe of another logger, {@code detached} for one that was at the debug probe of all
   */
  public LogbackSetup(String parts) {
    context = parts.equals("agent") ? boundContext() : newContext();
    root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    for (String part : parts.split("\\+", -1)) {
      switch (part) {
        case "bare" -> {}
        case "bridge" -> add(new UsdtAppender());
        case "agent" -> brought = BroughtBridge.attach();
        case "file" -> add(file());
        case "async" -> add(async());
        case "jfr" -> add(jfr());
        case "nop" -> add(new NOPAppender<>());
        case "filter" -> context.addTurboFilter(new EmptyFilter());
        case "jni" -> {
          JniChecks checks = new JniChecks();
          context.addTurboFilter(checks);
          add(checks.appender());
        }
        case "attached" -> tracer = attachToAnother();
        case "detached" -> LogTracer.traceForAWhile(this::logOther);
        default -> throw new IllegalArgumentException(part);
      }
    }
  }

  private static LoggerContext newContext() {
    LoggerContext context = new LoggerContext();
    // Without it every event that is formatted fails, in silence.
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.start();
    return context;
  }

  /** Returns the context that SLF4J has, which the agent finds, with nothing in it. */
  private static LoggerContext boundContext() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    return context;
  }

  public Logger logger(String name) {
    return context.getLogger(name);
  }

  /** Returns the MDC, for values that events carry. */
  LogbackMDCAdapter mdc() {
    return (LogbackMDCAdapter) context.getMDCAdapter();
  }

  /** Waits until what was logged is written. */
  public void drain() {
    if (queue != null) {
      Await.until(() -> "an empty queue", () -> queue.getNumberOfElementsInQueue() == 0);
    }
  }

  private void add(Appender<ILoggingEvent> appender) {
    appender.setContext(context);
    appender.start();
    if (!appender.isStarted()) {
      throw new IllegalStateException(context.getStatusManager().getCopyOfStatusList().toString());
    }
    root.addAppender(appender);
  }

  private FileAppender<ILoggingEvent> file() {
    try {
      file = Files.createTempFile("usdt4j-bench", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    return appender;
  }

  private AsyncAppender async() {
    FileAppender<ILoggingEvent> behind = file();
    behind.setContext(context);
    behind.start();
    AsyncAppender appender = new AsyncAppender();
    appender.setContext(context);
    appender.setQueueSize(65_536);
    // All events arrive, as with the others.
    appender.setDiscardingThreshold(0);
    appender.addAppender(behind);
    queue = appender;
    return appender;
  }

  private Appender<ILoggingEvent> jfr() {
    jfr = new JfrLog();
    return new AppenderBase<>() {
      @Override
      protected void append(ILoggingEvent event) {
        JfrLog.commit(event.getLoggerName(), event.getFormattedMessage());
      }
    };
  }

  private UprobeEvent attachToAnother() {
    context.getLogger(LogTracer.OTHER);
    return LogTracer.attachToOther();
  }

  private void logOther(int number) {
    Logger logger = context.getLogger(LogTracer.OTHER);
    logger.debug("none");
    logger.debug("one {}", number);
    logger.debug("two {} {}", number, "2");
    if (logger.isDebugEnabled()) {
      logger.debug("three {} {} {}", number, "2", "3");
    }
  }

  @Override
  public void close() {
    if (brought != null) {
      brought.close();
    }
    context.stop();
    if (tracer != null) {
      tracer.close();
    }
    if (jfr != null) {
      jfr.close();
    }
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows what any filter costs. */
  private static final class EmptyFilter extends TurboFilter {
    @Override
    public FilterReply decide(
        Marker marker,
        Logger logger,
        Level level,
        String format,
        Object[] params,
        Throwable throwable) {
      return FilterReply.NEUTRAL;
    }
  }
}
