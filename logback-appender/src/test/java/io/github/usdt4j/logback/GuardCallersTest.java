package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.net.SimpleSocketServer;
import ch.qos.logback.classic.net.SocketNode;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.LoggingEventVO;
import ch.qos.logback.core.AppenderBase;
import io.github.oshai.kotlinlogging.logback.internal.LogbackLoggerWrapper;
import io.github.usdt4j.testsupport.appenders.GuardCallersContract;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kotlin.Unit;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;

final class GuardCallersTest extends GuardCallersContract<Contexts, Logger> {
  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected String name() {
    return Contexts.ORDERS;
  }

  @Override
  protected Logger logger(String name) {
    return contexts.logger(name);
  }

  static Stream<Named<Consumer<Logger>>> handingOver() {
    return Stream.of(
        Named.of("itself", new HandsOver()),
        Named.of("a lambda of it", HandsOver::inLambda),
        Named.of("its superclass", new Inherits()),
        Named.of("a class that it uses", new Delegates()),
        Named.of("what has called its helper", new AsksHelper()),
        Named.of("to one appender", new AppendsItself()),
        Named.of("to an appender that takes events alone", AppendsToTyped::whole),
        Named.of("to an appender that takes one kind of events", AppendsToTyped::ofOneKind),
        Named.of(
            "kotlin-logging",
            logger ->
                new LogbackLoggerWrapper(logger)
                    .atDebug(
                        builder -> {
                          builder.setMessage("kotlin");
                          return Unit.INSTANCE;
                        })));
  }

  static Stream<Named<Consumer<Logger>>> comingBack() {
    return Stream.of(
        Named.of("through a helper", new UsesHelper()),
        Named.of("with an appender of its own", new OverridesAppender()),
        Named.of("behind SLF4J", new AsksSlf4j()));
  }

  /** Logback's own receiver hands over what another process has logged. */
  @Test
  void receiver_belowLevel_showsNothing() throws IOException {
    Logger logger = logger(name());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket sender = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket receiver = server.accept()) {
      ObjectOutputStream out = new ObjectOutputStream(sender.getOutputStream());
      out.writeObject(LoggingEventVO.build(event(logger, Level.DEBUG, "remote")));
      out.writeObject(LoggingEventVO.build(event(logger, Level.INFO, "at")));
      sender.shutdownOutput();

      SimpleSocketServer notStarted = new SimpleSocketServer(contexts.context, 0);
      new SocketNode(notStarted, receiver, contexts.context).run();
    }

    assertThat(contexts.shown(Contexts.ORDERS)).containsExactly("at");
  }

  private static LoggingEvent event(Logger logger, Level level, String message) {
    return new LoggingEvent(GuardCallersTest.class.getName(), logger, level, message, null, null);
  }

  private static class HandsOver implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      if (logger.isDebugEnabled()) {
        handOver(logger);
      }
    }

    final void handOver(Logger logger) {
      logger.callAppenders(event(logger, Level.DEBUG, "handed over"));
    }

    static void inLambda(Logger logger) {
      Runnable code =
          () -> {
            if (logger.isDebugEnabled()) {
              logger.callAppenders(event(logger, Level.DEBUG, "handed over"));
            }
          };
      code.run();
    }
  }

  private static final class Inherits extends HandsOver {
    @Override
    public void accept(Logger logger) {
      if (logger.isEnabledFor(Level.DEBUG)) {
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
        logger.callAppenders(event(logger, Level.DEBUG, "sent"));
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
        logger.callAppenders(event(logger, Level.DEBUG, "asked by a helper"));
      }
    }
  }

  private static final class AppendsItself implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      if (logger.isDebugEnabled()) {
        Logger root = logger.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME);
        root.iteratorForAppenders()
            .forEachRemaining(one -> one.doAppend(event(logger, Level.DEBUG, "appended")));
      }
    }
  }

  /** Overriding a generic method with a parameter of its own gives it another descriptor. */
  private static final class Typed extends AppenderBase<ILoggingEvent> {
    private final Logger root;

    Typed(Logger logger) {
      root = logger.getLoggerContext().getLogger(Logger.ROOT_LOGGER_NAME);
      start();
    }

    @Override
    public synchronized void doAppend(ILoggingEvent event) {
      super.doAppend(event);
    }

    @Override
    protected void append(ILoggingEvent event) {
      root.iteratorForAppenders().forEachRemaining(one -> one.doAppend(event));
    }

    void append(LoggingEvent event) {
      append((ILoggingEvent) event);
    }
  }

  private static final class AppendsToTyped {
    static void whole(Logger logger) {
      Typed appender = new Typed(logger);
      if (logger.isDebugEnabled()) {
        appender.doAppend(event(logger, Level.DEBUG, "appended"));
      }
    }

    static void ofOneKind(Logger logger) {
      OneKind.append(logger, new Typed(logger));
    }
  }

  private static final class OneKind {
    static void append(Logger logger, Typed appender) {
      if (logger.isDebugEnabled()) {
        appender.append(event(logger, Level.DEBUG, "appended"));
      }
    }
  }

  private static final class AsksSlf4j implements Consumer<Logger> {
    @Override
    public void accept(Logger logger) {
      log(logger);
    }

    private static void log(org.slf4j.Logger logger) {
      if (logger.isEnabledForLevel(org.slf4j.event.Level.DEBUG)) {
        logger.debug("guarded");
      }
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

  private static final class OverridesAppender extends AppenderBase<ILoggingEvent>
      implements Consumer<Logger> {
    @Override
    public void doAppend(ILoggingEvent event) {
      super.doAppend(event);
    }

    @Override
    protected void append(ILoggingEvent event) {}

    @Override
    public void accept(Logger logger) {
      if (logger.isDebugEnabled()) {
        logger.debug("guarded");
      }
    }
  }
}
