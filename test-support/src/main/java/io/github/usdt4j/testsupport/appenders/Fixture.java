package io.github.usdt4j.testsupport.appenders;

import io.github.usdt4j.testsupport.Await;
import java.util.List;
import java.util.function.Consumer;

/**
 * Holds a context of a logging framework, configured as a user does it, and a tracer that records.
 * Every bridge has one for its framework, and the contracts that need no process of their own see
 * nothing else of it.
 *
 * <p>The appender of the bridge is named USDT. An appender beside it keeps what it gets, which is
 * {@link #shown}. The level of the root is INFO.
 */
public abstract class Fixture implements AutoCloseable {
  /** Names a logger that is there before any appender starts. */
  public static final String ORDERS = "com.acme.Orders";

  /** Holds what a probe has fired: the arguments in their order. */
  public record Fired(String provider, String probe, List<Object> arguments) {}

  /** Attaches the tracer; returns how many probes match now. */
  public abstract int attach(String glob);

  /** Undoes an {@link #attach}. */
  public abstract void detach(String glob);

  /** Tells whether a probe of that name is there. */
  public abstract boolean isLive(String glob);

  /** Returns all that was fired, in its order. */
  public abstract List<Fired> fired();

  /** Forgets what was fired. */
  public abstract void clearFired();

  /** Makes another context, with the probes and the tracer of this one. */
  public abstract Fixture another();

  /** Configures the context for the first time, with elements of its framework's XML. */
  public abstract Fixture configure(String elements);

  /** Configures a context that is configured already. */
  public abstract void reconfigure(String elements);

  /** Configures the context where there can be no probes, for that reason. */
  public abstract void configureWithoutProbes(String reason, String elements);

  /** Returns elements with our appender, which has these options, and the one beside it. */
  public abstract String one(String options);

  /**
   * Returns elements with our appender, another of our kind that is named SHOP and has that
   * provider, and the one beside them.
   */
  public abstract String two(String provider, String options, String optionsOfShop);

  /** Returns elements with our appender, referenced at the root and at {@code com.acme}. */
  public abstract String twice();

  /**
   * Returns elements with our appender, which has these options, and with a logger whose events
   * reach the one beside it alone.
   */
  public abstract String aside(String logger, String options);

  /** Returns elements with the appender alone that otherwise is beside ours, at a level. */
  public abstract String besideAlone(String level);

  /** Returns elements without any appender. */
  public abstract String none();

  /** Returns an option with a value. */
  public abstract String option(String name, String value);

  /** Returns options that are elements of their own, below the appender's. */
  public abstract String nested(String elements);

  /** Returns an element that gives the loggers below that name a provider. */
  public abstract String probes(String logger, String provider);

  /** Starts an appender of ours. */
  public abstract void start(String appender);

  /** Stops an appender of ours. */
  public abstract void stop(String appender);

  /** Tells whether an appender of ours is there and started. */
  public abstract boolean isStarted(String appender);

  /** Counts the filters that see the calls of all loggers. */
  public abstract int filters();

  /** Adds an appender to a logger's own; it hands the message of each event on. */
  public abstract void addAppender(String logger, Consumer<String> appender);

  /** Returns the logger of that name. */
  public abstract LogCalls calls(String logger);

  /** Puts a value into the context of the thread. */
  public abstract void put(String key, String value);

  /** Removes all values from the context of the thread. */
  public abstract void clearContext();

  /**
   * Returns the messages that the appender beside ours has got: all of them, nothing is pending.
   */
  public abstract List<String> shown();

  /** Returns what {@link #shown} has of one logger. */
  public abstract List<String> shown(String logger);

  /** Returns what the framework was told of mistakes and failures. */
  public abstract List<String> statuses();

  @Override
  public abstract void close();

  /**
   * Attaches to the debug probe of a logger's own provider, which may be made in the background,
   * and waits until the logger knows: that is an instant after the provider is there. The logger is
   * held meanwhile: Log4j drops one that only a registry refers to, and then there is no provider.
   */
  public final void attachToOwn(String logger) {
    LogCalls calls = calls(logger);
    String provider = logger.replace('.', '_');
    Await.until(() -> "provider " + provider, () -> attach(provider + ":debug") > 0);
    Await.until(
        () -> "an event of " + logger,
        () -> {
          calls.debug("awaited");
          return !fired(provider, "debug").isEmpty();
        });
    clearFired();
  }

  /** Returns the messages that reached a probe. */
  public final List<Object> fired(String provider, String probe) {
    return events(provider, probe).stream().map(arguments -> arguments.get(0)).toList();
  }

  /** Returns the arguments that reached any probe from one logger. */
  public final List<List<Object>> eventsOf(String logger) {
    return fired().stream()
        .map(Fired::arguments)
        .filter(arguments -> arguments.get(1).equals(logger))
        .toList();
  }

  /** Returns the arguments that reached a probe. */
  public final List<List<Object>> events(String provider, String probe) {
    return fired().stream()
        .filter(one -> one.provider().equals(provider) && one.probe().equals(probe))
        .map(Fired::arguments)
        .toList();
  }
}
