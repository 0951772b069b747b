package io.github.usdt4j.agent.jul;

import io.github.usdt4j.agent.engine.BridgeOptions;
import io.github.usdt4j.agent.engine.FrameworkBridge;
import io.github.usdt4j.internal.bridge.AgentReports;
import io.github.usdt4j.internal.bridge.Departure;
import io.github.usdt4j.jul.UsdtHandler;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Adds a handler to the root logger of the JVM's log manager, and adds it again when the manager
 * reads its configuration.
 */
public final class JulBridge implements FrameworkBridge {
  /** An application's own class of that name is another one. */
  private static final String HANDLER = "io.github.usdt4j.jul.UsdtHandler";

  /** Handlers that hand all records on to a framework that has a bridge of its own. */
  private static final Set<String> BRIDGES =
      Set.of(
          "org.slf4j.bridge.SLF4JBridgeHandler", "org.apache.logging.log4j.jul.Log4jBridgeHandler");

  /** The log manager whose loggers are Log4j's. */
  private static final String LOG4J_MANAGER = "org.apache.logging.log4j.jul.LogManager";

  private final BridgeOptions options;
  private final LogManager manager = LogManager.getLogManager();

  /** Is called when the manager has read a configuration. */
  private final Runnable listener = this::onConfiguration;

  /** The handler; null while there is none. Guarded by this. */
  private UsdtHandler handler;

  private boolean isLeaving;

  /** Keeps what a handler reports, so that nothing is printed. */
  private static final class Errors extends ErrorManager {
    private String refusal;

    @Override
    public synchronized void error(String message, Exception cause, int code) {
      if (refusal == null && code == ErrorManager.OPEN_FAILURE) {
        refusal = message;
      }
      AgentReports.take(message, cause);
    }

    synchronized String refusal() {
      return refusal;
    }
  }

  /** Makes a bridge whose handler is nowhere. */
  public JulBridge(BridgeOptions options) {
    this.options = options;
    AgentReports.begin();
  }

  @Override
  public String obstacle() {
    return Departure.obstacle();
  }

  @Override
  public synchronized List<String> look() {
    return List.of("java.util.logging: " + lookAtManager());
  }

  private String lookAtManager() {
    Optional<String> reason = reasonToLeaveAlone();
    if (reason.isPresent()) {
      takeOut();
      return "left alone, since " + reason.get();
    }
    manager.removeConfigurationListener(listener);
    manager.addConfigurationListener(listener);
    putIn();
    return "attached";
  }

  private Optional<String> reasonToLeaveAlone() {
    if (isA(manager.getClass(), Set.of(LOG4J_MANAGER))) {
      return Optional.of("its loggers are those of Log4j 2");
    }
    for (String name : Collections.list(manager.getLoggerNames())) {
      Logger logger = manager.getLogger(name);
      for (Handler each : logger == null ? new Handler[0] : logger.getHandlers()) {
        if (each.getClass().getName().equals(HANDLER) && !(each instanceof UsdtHandler)) {
          return Optional.of("its own UsdtHandler makes the probes");
        }
        if (name.isEmpty() && isA(each.getClass(), BRIDGES)) {
          return Optional.of("its " + each.getClass().getSimpleName() + " hands all records on");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isA(Class<?> type, Set<String> names) {
    return type != null && (names.contains(type.getName()) || isA(type.getSuperclass(), names));
  }

  private void putIn() {
    Logger root = manager.getLogger("");
    if (handler != null && List.of(root.getHandlers()).contains(handler)) {
      return;
    }
    takeOut();
    Errors errors = new Errors();
    UsdtHandler made = new UsdtHandler(options.values(), Map::of, errors);
    String failure = errors.refusal();
    if (failure != null) {
      made.close();
      throw new IllegalStateException(failure);
    }
    root.addHandler(made);
    handler = made;
  }

  private void takeOut() {
    if (handler != null) {
      manager.getLogger("").removeHandler(handler);
      handler.close();
      handler = null;
    }
  }

  private synchronized void onConfiguration() {
    try {
      if (!isLeaving && reasonToLeaveAlone().isEmpty()) {
        putIn();
      }
    } catch (RuntimeException | Error e) {
      // The application's change goes on, and the next look tells why there is no bridge.
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
      manager.removeConfigurationListener(listener);
      takeOut();
    }
    return Departure.complete();
  }
}
