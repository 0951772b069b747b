package io.github.usdt4j.jul;

import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.NoOpBackend;
import io.github.usdt4j.internal.logging.Sweeper;
import io.github.usdt4j.test.internal.Recording;
import io.github.usdt4j.testsupport.appenders.Fixture;
import io.github.usdt4j.testsupport.appenders.LogCalls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.ErrorManager;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * A log manager over a recording backend. It is configured with lines as in logging.properties; a
 * handler's options have its name in front, which is ours where none is said.
 */
class Contexts extends Fixture {
  private static final String OURS = "@.";

  /** More rounds than filters stay without a tracer. */
  private static final int SETTLING_ROUNDS = 25;

  private static final ThreadLocal<Map<String, String>> CONTEXT = new ThreadLocal<>();

  final TestManager manager;
  private final Recording<Fired> tracer;
  private final Backends.Scope scope;
  private final ContextBridge bridge;
  private final Map<String, Handler> handlers = new LinkedHashMap<>();
  private final List<Handler> closed = new ArrayList<>();
  private final List<String> statuses = new CopyOnWriteArrayList<>();
  private Map<String, Map<String, String>> options = Map.of();

  /** The loggers, which a log manager does not hold. */
  private final Map<String, Logger> known = new HashMap<>();

  Contexts() {
    this(
        new TestManager(),
        new Recording<>(
            (provider, probe, types, arguments) -> new Fired(provider, probe, arguments)));
  }

  Contexts(TestManager manager, Recording<Fired> tracer) {
    this.manager = manager;
    this.tracer = tracer;
    scope = Backends.use(tracer.backend());
    bridge = ContextBridge.of(manager);
    // The root comes first, so that it is above all others.
    logger("").setLevel(Level.INFO);
    logger(ORDERS);
  }

  Recording<Fired> tracer() {
    return tracer;
  }

  /** Attaches, and lets the opener see it, which otherwise looks four times a second. */
  @Override
  public int attach(String glob) {
    int probes = tracer.attach(glob);
    bridge.opener().round();
    return probes;
  }

  @Override
  public void detach(String glob) {
    tracer.detach(glob);
    bridge.opener().round();
  }

  /** Lets the opener look as often as it takes until nothing of it is left without a tracer. */
  void settle() {
    for (int i = 0; i < SETTLING_ROUNDS; i++) {
      bridge.opener().round();
    }
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
    return new Contexts(new TestManager(), tracer);
  }

  @Override
  public Contexts configure(String elements) {
    handlers.values().forEach(Handler::close);
    handlers.clear();
    for (Logger logger : all()) {
      for (Handler handler : logger.getHandlers()) {
        logger.removeHandler(handler);
      }
      logger.setUseParentHandlers(true);
      logger.setLevel(logger.getName().isEmpty() ? Level.INFO : null);
    }
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : elements.split("\n", -1)) {
      String[] parts = line.split("=", 2);
      if (parts.length == 2) {
        lines.merge(parts[0], parts[1], (one, more) -> one + ", " + more);
      }
    }
    options = new LinkedHashMap<>();
    lines.forEach(this::readOption);
    lines.forEach(this::apply);
    bridge.opener().round();
    return this;
  }

  private List<Logger> all() {
    List<Logger> all = new ArrayList<>();
    for (String name : Collections.list(manager.getLoggerNames())) {
      all.add(manager.find(name));
    }
    return all;
  }

  private void readOption(String name, String value) {
    for (String handler : List.of("USDT", "SHOP")) {
      if (name.startsWith(handler + ".")) {
        options
            .computeIfAbsent(handler, key -> new LinkedHashMap<>())
            .put(name.substring(handler.length() + 1), value);
      }
    }
  }

  private void apply(String name, String value) {
    int dot = name.lastIndexOf('.');
    String logger = dot < 0 ? "" : name.substring(0, dot);
    switch (name.substring(dot + 1)) {
      case "handlers" -> addHandlers(logger(logger), value);
      case "useParentHandlers" -> logger(logger).setUseParentHandlers(false);
      case "level" -> {
        if (!options.containsKey(logger)) {
          logger(logger).setLevel(JulCalls.level(value));
        }
      }
      default -> {}
    }
  }

  private void addHandlers(Logger logger, String names) {
    for (String name : names.split(", ", -1)) {
      logger.addHandler(
          handlers.computeIfAbsent(
              name, key -> key.equals("SHOWN") ? new ShownHandler() : make(key)));
    }
  }

  private UsdtHandler make(String name) {
    UsdtHandler made =
        new UsdtHandler(manager, options.getOrDefault(name, Map.of()), context(), new Reported());
    // The opener looks where a test says so, and at no other time.
    Sweeper.remove(bridge.opener());
    return made;
  }

  /** Returns what tells the context of a thread. */
  Supplier<Map<String, String>> context() {
    return CONTEXT::get;
  }

  private final class Reported extends ErrorManager {
    @Override
    public synchronized void error(String message, Exception cause, int code) {
      statuses.add(message.substring("usdt4j: ".length()));
    }
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
    return "handlers=USDT\nhandlers=SHOWN\n" + of("USDT", options);
  }

  @Override
  public String two(String provider, String options, String optionsOfShop) {
    return "handlers=USDT\nhandlers=SHOP\nhandlers=SHOWN\n"
        + of("USDT", options)
        + of("SHOP", option("provider", provider) + optionsOfShop);
  }

  @Override
  public String twice() {
    return "handlers=USDT\ncom.acme.handlers=USDT\n";
  }

  @Override
  public String aside(String logger, String options) {
    return one(options)
        + "%s.handlers=SHOWN\n%s.useParentHandlers=false\n".formatted(logger, logger);
  }

  @Override
  public String besideAlone(String level) {
    return "handlers=SHOWN\n.level=" + level.toLowerCase(Locale.ROOT) + "\n";
  }

  @Override
  public String none() {
    return "";
  }

  @Override
  public String option(String name, String value) {
    return OURS + name + "=" + value + "\n";
  }

  @Override
  public String nested(String elements) {
    return elements;
  }

  @Override
  public String probes(String logger, String provider) {
    return option("probes", logger + ":" + provider);
  }

  private static String of(String handler, String options) {
    return options.replace(OURS, handler + ".");
  }

  /** Makes a handler anew in the place of one that is closed: none can be started again. */
  @Override
  public void start(String appender) {
    Handler before = handlers.get(appender);
    if (isStarted(appender)) {
      return;
    }
    Handler next = make(appender);
    handlers.put(appender, next);
    for (Logger logger : all()) {
      if (Arrays.asList(logger.getHandlers()).contains(before)) {
        logger.removeHandler(before);
        logger.addHandler(next);
      }
    }
    bridge.opener().round();
  }

  @Override
  public void stop(String appender) {
    handlers.get(appender).close();
    closed.add(handlers.get(appender));
    settle();
  }

  @Override
  public boolean isStarted(String appender) {
    return handlers.get(appender) instanceof UsdtHandler ours
        && ours.isStarted()
        && !closed.contains(ours);
  }

  UsdtHandler handler() {
    return (UsdtHandler) handlers.get("USDT");
  }

  /** Counts the filters of ours that a call meets. */
  @Override
  public int filters() {
    int filters = 0;
    for (Filter filter = logger(ORDERS).getFilter();
        filter instanceof UsdtFilter ours;
        filter = ours.own()) {
      filters++;
    }
    return filters;
  }

  @Override
  public void addAppender(String logger, Consumer<String> appender) {
    logger(logger)
        .addHandler(
            new Handler() {
              @Override
              public void publish(LogRecord record) {
                if (isLoggable(record)) {
                  appender.accept(record.getMessage());
                }
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            });
  }

  /** Returns a logger, which the opener has met when it is new. */
  Logger logger(String name) {
    Logger logger = known.get(name);
    if (logger == null) {
      logger = manager.find(name);
      known.put(name, logger);
      bridge.opener().round();
    }
    return logger;
  }

  @Override
  public LogCalls calls(String logger) {
    return new JulCalls(logger(logger));
  }

  @Override
  public void put(String key, String value) {
    Map<String, String> context = CONTEXT.get() == null ? new LinkedHashMap<>() : CONTEXT.get();
    context.put(key, value);
    CONTEXT.set(context);
  }

  @Override
  public void clearContext() {
    CONTEXT.remove();
  }

  @Override
  public List<String> shown() {
    return handlers.get("SHOWN") instanceof ShownHandler shown ? shown.messages() : List.of();
  }

  @Override
  public List<String> shown(String logger) {
    return ((ShownHandler) handlers.get("SHOWN")).messages(logger);
  }

  @Override
  public List<String> statuses() {
    return statuses;
  }

  @Override
  public void close() {
    handlers.values().forEach(Handler::close);
    settle();
    scope.close();
  }
}
