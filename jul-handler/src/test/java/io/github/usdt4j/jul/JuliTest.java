package io.github.usdt4j.jul;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.logging.Sweeper;
import io.github.usdt4j.test.internal.Recording;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.juli.ClassLoaderLogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tomcat's log manager: each application has loggers of its own, also of the same name, and the
 * handler is the server's.
 */
final class JuliTest {
  private static final String NAME = "com.acme.Orders";

  /** More rounds than filters stay without a tracer. */
  private static final int SETTLING_ROUNDS = 25;

  private final Recording<String> tracer =
      new Recording<>((provider, probe, types, arguments) -> probe + " " + arguments.get(0));
  private final Backends.Scope scope = Backends.use(tracer.backend());
  private final ClassLoader server = ClassLoader.getSystemClassLoader();
  private final ClassLoader shop = new URLClassLoader(new URL[0], server);
  private final ClassLoader bank = new URLClassLoader(new URL[0], server);
  private final ClassLoaderLogManager manager = new ClassLoaderLogManager();
  private final ShownHandler shown = new ShownHandler();
  private final List<Logger> held = new ArrayList<>();
  private UsdtHandler handler;

  @BeforeEach
  void start() {
    manager.setUseShutdownHook(false);
    Logger root = ContextLoggers.in(server, () -> manager.getLogger(""));
    for (Handler other : root.getHandlers()) {
      root.removeHandler(other);
    }
    handler = new UsdtHandler(manager, Map.of(), Map::of, new ErrorManager());
    Sweeper.remove(ContextBridge.of(manager).opener());
    root.addHandler(handler);
    root.addHandler(shown);
  }

  @AfterEach
  void stop() {
    handler.close();
    look();
    tracer.close();
    scope.close();
  }

  private void look() {
    ContextBridge.of(manager).opener().round();
  }

  /** Makes the logger of an application, as {@code Logger.getLogger} does. */
  private Logger logger(ClassLoader application, String name) {
    Logger logger = new Logger(name, null) {};
    held.add(logger);
    ContextLoggers.in(application, () -> manager.addLogger(logger));
    return logger;
  }

  @Test
  void loggers_ofAllApplications_areSeenBelowTheirLevel() {
    Logger ofShop = logger(shop, NAME);
    Logger ofBank = logger(bank, NAME);
    Logger ofServer = logger(server, "org.acme.Server");
    tracer.attach("log:debug");
    look();

    for (Logger logger : List.of(ofShop, ofBank, ofServer)) {
      logger.fine("below");
      logger.info("at");
    }

    assertThat(tracer.fired()).containsExactly("debug below", "debug below", "debug below");
    assertThat(shown.messages()).containsExactly("at", "at", "at");
  }

  @Test
  void level_ofOneApplication_isItsOwnAndComesBack() {
    Logger ofShop = logger(shop, NAME);
    Logger ofBank = logger(bank, NAME);
    ofShop.setLevel(Level.FINE);
    tracer.attach("log:debug");
    look();

    ofShop.fine("at");
    ofBank.fine("below");
    tracer.detach("log:debug");
    look();

    assertThat(tracer.fired()).containsExactlyInAnyOrder("debug at", "debug below");
    assertThat(shown.messages()).containsExactly("at");
    assertThat(ofShop.getLevel()).isSameAs(Level.FINE);
    assertThat(ofBank.getLevel()).isNull();
    assertThat(ofBank.isLoggable(Level.FINE)).isFalse();
  }

  /** The manager does not name it: it names the root of the class loader alone. */
  @Test
  void loggerAboveARoot_afterTheTracer_isAsBefore() {
    Logger above = new Logger("above", null) {};
    ContextLoggers.in(server, () -> manager.getLogger("")).setParent(above);
    logger(shop, NAME);
    tracer.attach("log:debug");
    look();
    assertThat(above.getFilter()).isNotNull();

    tracer.detach("log:debug");
    for (int i = 0; i < SETTLING_ROUNDS; i++) {
      look();
    }

    assertThat(above.getFilter()).isNull();
  }

  @Test
  void newLogger_ofAnApplicationBelowAnOpenedOne_leavesTheLog() {
    logger(shop, "com.acme");
    tracer.attach("log:debug");
    look();

    Logger made = logger(shop, NAME);
    made.fine("below");
    made.info("at");

    assertThat(made.isLoggable(Level.FINE)).isTrue();
    assertThat(shown.messages()).containsExactly("at");
  }
}
