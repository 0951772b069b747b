package io.github.usdt4j.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Brings the bridge into a process: at its start by {@code -javaagent}, or while it runs by the
 * command {@code usdt4j attach}. It transforms no class and redefines none.
 *
 * <p>The JVM puts the agent's jar on the class path of the application and never takes it off. So
 * this class, {@link AgentArguments} and {@link InnerLoader} are all that an application can see
 * and all that stays after a detach. Everything else is loaded from the jar each time, by loaders
 * that are collected after the detach. Since the JVM keeps the first version of this class that it
 * has met, what it asks of the engine must not change: the engine's name and constructor are in
 * {@link #newEngine}.
 */
public final class Agent {
  /** The system property that tells, while the bridge is attached, what it is attached to. */
  public static final String STATUS = "usdt4j.agent";

  /** The system property that tells why the last command failed, until {@code forget}. */
  public static final String FAILURE = "usdt4j.agent.failure";

  private static final String ENGINE = "io.github.usdt4j.agent.engine.Engine";

  /** The engine that is attached; null while none is. Guarded by the class. */
  private static UnaryOperator<String> engine;

  private Agent() {}

  /**
   * Runs at the start of a process.
   *
   * @param options options of the appender, as in {@code mdcArgs=tenant,request;provider=log}; may
   *     be null
   */
  public static void premain(String options, Instrumentation instrumentation) {
    try {
      attach(AgentArguments.ofPremain(options), instrumentation);
    } catch (Throwable e) {
      // The user of the option looks here, and the application starts all the same.
      System.err.println("usdt4j-agent: not attached: " + sentence(e));
    }
  }

  /**
   * Runs in a process that the command has attached to. It never throws: what fails is told by the
   * property {@link #FAILURE}, since the JVM would print an exception into the application's log.
   *
   * @param arguments the text of {@link AgentArguments#toText}, or options as of {@link #premain}
   */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    AgentArguments parsed = null;
    try {
      parsed = AgentArguments.ofAgentmain(arguments);
      // A command that was killed has left it.
      System.clearProperty(FAILURE);
      switch (parsed.command()) {
        case AgentArguments.ATTACH -> attach(parsed, instrumentation);
        case AgentArguments.DETACH -> detach();
        case AgentArguments.FORGET -> {}
        default -> throw new IllegalArgumentException("unknown command " + parsed.command());
      }
    } catch (Throwable e) {
      System.setProperty(FAILURE, (parsed == null ? "" : parsed.request()) + " " + sentence(e));
    }
  }

  private static synchronized void attach(AgentArguments arguments, Instrumentation instrumentation)
      throws Exception {
    if (engine != null) {
      throw new IllegalStateException(
          "the process has the bridge already (usdt4j status tells who brought it); detach it first");
    }
    UnaryOperator<String> next =
        newEngine(instrumentation, InnerLoader.read(arguments.jar()), arguments);
    String failure = next.apply(AgentArguments.ATTACH);
    if (!failure.isEmpty()) {
      throw new IllegalStateException(failure);
    }
    engine = next;
  }

  @SuppressWarnings("unchecked") // the engine is such an operator, and no class of it is known here
  private static UnaryOperator<String> newEngine(
      Instrumentation instrumentation, Map<String, byte[]> files, AgentArguments arguments)
      throws ReflectiveOperationException {
    ClassLoader own =
        new InnerLoader("usdt4j-engine", ClassLoader.getPlatformClassLoader(), null, files);
    BiFunction<String, ClassLoader, ClassLoader> loaders =
        (name, framework) -> new InnerLoader(name, framework, own, files);
    return (UnaryOperator<String>)
        Class.forName(ENGINE, true, own)
            .asSubclass(UnaryOperator.class)
            .getConstructor(Instrumentation.class, BiFunction.class, Map.class)
            .newInstance(instrumentation, loaders, arguments.values());
  }

  private static synchronized void detach() {
    if (engine == null) {
      throw new IllegalStateException(
          "the process has no bridge that the agent has brought; usdt4j attach brings it");
    }
    String failure = engine.apply(AgentArguments.DETACH);
    engine = null;
    if (!failure.isEmpty()) {
      throw new IllegalStateException(failure);
    }
  }

  private static String sentence(Throwable e) {
    Throwable cause =
        e instanceof ReflectiveOperationException && e.getCause() != null ? e.getCause() : e;
    boolean isOurs =
        cause instanceof IllegalStateException || cause instanceof IllegalArgumentException;
    return isOurs && cause.getMessage() != null ? cause.getMessage() : cause.toString();
  }
}
