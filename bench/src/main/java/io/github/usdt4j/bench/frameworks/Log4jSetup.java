package io.github.usdt4j.bench.frameworks;

import io.github.usdt4j.testsupport.UprobeEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;

/**
 * Makes a context of Log4j 2 at level INFO with the appenders that a text names, joined by {@code
 * +}.
 */
public final class Log4jSetup implements AutoCloseable {
  private final LoggerContext context;
  private final Path file;

  /** The other logger, which is held here since Log4j does not hold it. */
  private Logger other;

  private UprobeEvent tracer;
  private BroughtBridge brought;

  /**
   * Starts the context.
   *
   * @param parts {@code bridge}, {@code agent} alone for one that the agent brings, {@code file},
   *     {@code async}, {@code nop}, {@code filter} for one that does nothing; {@code bare} for
   *     none; after the bridge, {@code attached} for a tracer at the debug probe of another logger,
   *     {@code detached} for one that was at the debug probe of all
   */
  public Log4jSetup(String parts) {
    // The agent finds what Log4j itself knows.
    context = parts.equals("agent") ? LoggerContext.getContext(false) : new LoggerContext("bench");
    try {
      file = Files.createTempFile("usdt4j-bench", ".log");
      StringBuilder filter = new StringBuilder();
      StringBuilder appenders = new StringBuilder();
      StringBuilder references = new StringBuilder();
      for (String part : parts.split("\\+", -1)) {
        switch (part) {
          case "bare", "agent", "attached", "detached" -> {}
          case "filter" -> filter.append("<MarkerFilter marker='X' onMismatch='NEUTRAL'/>");
          default -> {
            appenders.append(appender(part));
            references.append("<AppenderRef ref='").append(part).append("'/>");
          }
        }
      }
      String xml =
          "<Configuration status='ERROR'>%s<Appenders>%s</Appenders><Loggers><Root level='INFO'>%s</Root></Loggers></Configuration>"
              .formatted(filter, appenders, references);
      Configuration configuration =
          new XmlConfiguration(
              context,
              new ConfigurationSource(
                  new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
      if (context.isStarted()) {
        context.reconfigure(configuration);
      } else {
        context.start(configuration);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!context.isStarted()
        || context.getConfiguration().getRootLogger().getAppenders().size()
            != context.getConfiguration().getRootLogger().getAppenderRefs().size()) {
      throw new IllegalStateException("not all of " + parts + " could be configured");
    }
    if (parts.equals("agent")) {
      brought = BroughtBridge.attach();
    } else if (parts.endsWith("+attached")) {
      other = context.getLogger(LogTracer.OTHER);
      tracer = LogTracer.attachToOther();
    } else if (parts.endsWith("+detached")) {
      other = context.getLogger(LogTracer.OTHER);
      LogTracer.traceForAWhile(this::logOther);
    }
  }

  private void logOther(int number) {
    other.debug("none");
    other.debug("one {}", number);
    other.debug("two {} {}", number, "2");
    if (other.isDebugEnabled()) {
      other.debug("three {} {} {}", number, "2", "3");
    }
  }

  private String appender(String part) {
    return switch (part) {
      case "bridge" -> "<Usdt name='bridge'/>";
      case "nop" -> "<Null name='nop'/>";
      case "file" -> fileAppender("file");
      case "async" ->
          fileAppender("behind")
              + "<Async name='async' bufferSize='65536'><AppenderRef ref='behind'/></Async>";
      default -> throw new IllegalArgumentException(part);
    };
  }

  private String fileAppender(String name) {
    return "<File name='%s' fileName='%s'><PatternLayout pattern='%s'/></File>"
        .formatted(name, file, LogbackSetup.PATTERN);
  }

  public Logger logger(String name) {
    return context.getLogger(name);
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
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
