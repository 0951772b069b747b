package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.flogger.FluentLogger;
import io.github.usdt4j.log4j2.logger.UsdtLogger;
import io.github.usdt4j.testsupport.appenders.GuardCallersContract;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.spi.ExtendedLoggerWrapper;
import org.junit.jupiter.api.Named;

final class GuardCallersTest extends GuardCallersContract<Contexts, Logger> {
  private static final String FQCN = GuardCallersTest.class.getName();

  @Override
  protected Contexts contexts() {
    return Contexts.ofApplication();
  }

  @Override
  protected String name() {
    return FQCN;
  }

  @Override
  protected Logger logger(String name) {
    return contexts.logger(name);
  }

  static Stream<Named<Consumer<Logger>>> handingOver() {
    return Stream.of(
        Named.of("to a LoggerConfig", new HandsOver()),
        Named.of("its parts to a LoggerConfig", new HandsPartsOver()),
        Named.of("to a logger that asks nobody", new LogsMessage()),
        Named.of("its superclass", new Inherits()),
        Named.of("a class that it uses", new Delegates()),
        Named.of("what has called its helper", new AsksHelper()),
        Named.of("to one appender", new AppendsItself()),
        Named.of("to an appender that takes one kind of events", new AppendsOneKind()),
        Named.of("Flogger", new UsesFlogger()));
  }

  static Stream<Named<Consumer<Logger>>> comingBack() {
    return Stream.of(
        Named.of("through a helper", new UsesHelper()),
        Named.of("through a logger of its own", new WrapsLogger()),
        Named.of("beside our own logger", new UsesUsdtLogger()));
  }

  private static Log4jLogEvent event(String message) {
    return Log4jLogEvent.newBuilder()
        .setLoggerName(FQCN)
        .setLoggerFqcn(FQCN)
        .setLevel(Level.DEBUG)
        .setMessage(new SimpleMessage(message))
        .build();
  }

  private static class HandsOver implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      if (logger.isDebugEnabled()) {
        handOver(logger);
      }
    }

    final void handOver(Logger logger) {
      logger.get().log(event("handed over"));
    }
  }

  private static final class HandsPartsOver implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      if (logger.isDebugEnabled()) {
        logger.get().log(FQCN, FQCN, null, Level.DEBUG, new SimpleMessage("parts"), null);
      }
    }
  }

  private static final class LogsMessage implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      if (logger.isEnabled(Level.DEBUG)) {
        logger.logMessage(FQCN, Level.DEBUG, null, new SimpleMessage("message"), null);
      }
    }
  }

  private static final class Inherits extends HandsOver {
    @Override
    public void accept(Logger logger) {
      if (logger.isEnabled(Level.DEBUG)) {
        handOver(logger);
      }
    }
  }

  private static final class Delegates implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      if (logger.isDebugEnabled()) {
        Sender.send(logger);
      }
    }

    private static final class Sender {
      static void send(Logger logger) {
        logger.get().log(event("sent"));
      }
    }
  }

  private static final class Helper {
    static boolean isOn(Logger logger) {
      return logger.isDebugEnabled();
    }
  }

  private static final class AsksHelper implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      if (Helper.isOn(logger)) {
        logger.get().log(event("asked by a helper"));
      }
    }
  }

  private static final class AppendsItself implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      if (logger.isDebugEnabled()) {
        logger
            .getContext()
            .getConfiguration()
            .getAppenders()
            .values()
            .forEach(one -> one.append(event("appended")));
      }
    }
  }

  private static final class AppendsOneKind implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      OneKind appender = new OneKind(logger);
      if (logger.isDebugEnabled()) {
        appender.append(event("appended"));
      }
    }
  }

  private static final class OneKind extends AbstractAppender {
    private final Configuration configuration;

    OneKind(Logger logger) {
      super("kind", null, null, true, Property.EMPTY_ARRAY);
      configuration = logger.getContext().getConfiguration();
    }

    @Override
    public void append(LogEvent event) {
      configuration.getAppenders().values().forEach(one -> one.append(event));
    }

    void append(Log4jLogEvent event) {
      append((LogEvent) event);
    }
  }

  private static final class UsesFlogger implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      // Flogger names a nested class as sources do.
      String name = UsesFlogger.class.getCanonicalName();
      logger.getContext().getLogger(name).setLevel(logger.getLevel());
      FluentLogger.forEnclosingClass()
          .at(java.util.logging.Level.FINE)
          .log("through %s", "Flogger");
    }
  }

  private static final class UsesHelper implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      if (Helper.isOn(logger)) {
        logger.debug("guarded");
      }
    }
  }

  private static final class UsesUsdtLogger implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      assertThat(logger).isNotInstanceOf(UsdtLogger.class);
      if (logger.isDebugEnabled()) {
        logger.debug("guarded");
      }
    }
  }

  private static final class WrapsLogger implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      Wrapper wrapper = new Wrapper(logger);
      if (wrapper.isDebugEnabled()) {
        wrapper.debug("guarded");
      }
    }

    private static final class Wrapper extends ExtendedLoggerWrapper {
      private static final long serialVersionUID = 1;

      Wrapper(Logger logger) {
        super(logger, logger.getName(), logger.getMessageFactory());
      }

      @Override
      public void logMessage(
          String fqcn, Level level, Marker marker, Message message, Throwable thrown) {
        super.logMessage(fqcn, level, marker, message, thrown);
      }
    }
  }
}
