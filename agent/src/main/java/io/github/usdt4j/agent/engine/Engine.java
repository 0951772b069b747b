package io.github.usdt4j.agent.engine;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Attaches the bridge to all logging contexts of a process, looks for more of them each second, and
 * takes the bridge out again. The outer agent makes one for each attach, by its name and
 * constructor, and tells it {@code attach} and later {@code detach}; both return an empty text, or
 * a sentence that says what failed.
 */
public final class Engine implements UnaryOperator<String> {
  /** The property of the same name that the outer agent documents. */
  private static final String STATUS = "usdt4j.agent";

  private static final long PERIOD_MILLIS = 1_000;
  private static final long LONGEST_END_MILLIS = 10_000;

  private final Frameworks frameworks;
  private final String head;
  private final boolean isInRunningProcess;

  /** What was found out once and stays true. Guarded by this. */
  private final Set<String> problems = new LinkedHashSet<>();

  /** The thread that looks again; null while there is none. Guarded by this. */
  private Thread watch;

  private boolean isLeaving;

  /**
   * Makes an engine that is not attached.
   *
   * @param loaders makes a class loader of a name over that of a framework
   * @param arguments the options of the appenders; names that begin with a dot are the agent's
   * @throws IllegalArgumentException when an option is wrong
   */
  public Engine(
      Instrumentation instrumentation,
      BiFunction<String, ClassLoader, ClassLoader> loaders,
      Map<String, String> arguments) {
    BridgeOptions options = BridgeOptions.of(arguments);
    frameworks = new Frameworks(instrumentation, loaders, options);
    isInRunningProcess = arguments.containsKey(".request");
    head =
        "request: %s%nsince: %s%nby: %s%noptions: %s%n"
            .formatted(
                arguments.getOrDefault(".request", ""),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                arguments.getOrDefault(".by", ""),
                options);
  }

  @Override
  public String apply(String command) {
    return switch (command) {
      case "attach" -> attach();
      case "detach" -> detach();
      default -> "unknown command " + command;
    };
  }

  private String attach() {
    String failure;
    try {
      if (isInRunningProcess) {
        bringInJmx();
      }
      failure = look();
      if (failure.isEmpty()) {
        start();
      }
    } catch (IllegalStateException e) {
      failure = e.getMessage();
    } catch (Throwable e) {
      failure = e.toString();
    }
    if (!failure.isEmpty()) {
      detach();
    }
    return failure;
  }

  /**
   * Brings in JMX, as the probes would a little later, and with it the JDK's log manager, so that
   * the first look finds that. At the start of a process it would come before the application
   * chooses its own log manager.
   */
  private static void bringInJmx() {
    try {
      ManagementFactory.getPlatformMBeanServer();
    } catch (LinkageError e) {
      // A run-time image without java.management.
      return;
    }
  }

  private synchronized void start() {
    // No inherited thread locals and no class loader of the application.
    watch = new Thread(null, this::watch, "usdt4j-agent", 0, false);
    watch.setDaemon(true);
    watch.setContextClassLoader(null);
    watch.start();
  }

  private void watch() {
    while (pause()) {
      try {
        look();
      } catch (Throwable e) {
        problem("a look for new contexts failed: " + e);
      }
    }
  }

  private synchronized void problem(String text) {
    problems.add(text);
  }

  @SuppressWarnings("WaitNotInLoop") // a spurious wake-up is an early look
  private synchronized boolean pause() {
    try {
      if (!isLeaving) {
        wait(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      // Only the detach ends the thread.
      Thread.interrupted();
    }
    return !isLeaving;
  }

  /** Puts the bridge where it is missing; returns why there can be no probes, or an empty text. */
  private synchronized String look() {
    if (isLeaving) {
      return "";
    }
    problems.addAll(frameworks.meet());
    List<String> lines = new ArrayList<>();
    String obstacle = "";
    for (FrameworkBridge bridge : frameworks.all()) {
      String found = bridge.obstacle();
      if (found.isEmpty()) {
        lines.addAll(bridge.look());
        problems.addAll(bridge.reports());
      } else {
        obstacle = found;
        problems.add(found);
      }
    }
    Collections.sort(lines);
    tell(lines);
    return obstacle;
  }

  private void tell(List<String> contexts) {
    StringBuilder text = new StringBuilder(head);
    contexts.forEach(context -> text.append("context: ").append(context).append('\n'));
    problems.forEach(problem -> text.append("problem: ").append(problem).append('\n'));
    String now = text.toString();
    if (!now.equals(System.getProperty(STATUS))) {
      System.setProperty(STATUS, now);
    }
  }

  private String detach() {
    List<String> failures = new ArrayList<>();
    Thread ending;
    synchronized (this) {
      isLeaving = true;
      notifyAll();
      ending = watch;
      leave(failures);
    }
    if (ending != null && !hasEnded(ending)) {
      failures.add("the thread " + ending.getName() + " does not end");
    }
    return String.join("; ", failures);
  }

  private void leave(List<String> failures) {
    for (FrameworkBridge bridge : frameworks.all()) {
      try {
        failures.addAll(bridge.leave());
      } catch (Throwable e) {
        failures.add(e.toString());
      }
    }
    frameworks.forget();
    System.clearProperty(STATUS);
  }

  private static boolean hasEnded(Thread thread) {
    try {
      thread.join(LONGEST_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
