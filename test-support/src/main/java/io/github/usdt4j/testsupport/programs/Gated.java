package io.github.usdt4j.testsupport.programs;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.logging.Logger;

/**
 * Runs the main method of another class, when the logging framework has started and standard input
 * says so: until then a tracer can attach, so that it misses nothing.
 */
public final class Gated {
  private static final Map<String, String> STARTS =
      Map.of(
          "org.slf4j.LoggerFactory", "getILoggerFactory",
          "org.apache.logging.log4j.LogManager", "getContext");

  private Gated() {}

  /** The arguments are the class, and the arguments of its main method. */
  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    startLogging();
    Class<?> program = Class.forName(arguments[0], isJul(), Gated.class.getClassLoader());
    Gate.pass();
    Method main = program.getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  /**
   * Returns whether the program is one of java.util.logging, where a tracer misses what a new
   * logger logs first: such a program makes its loggers before the gate.
   */
  private static boolean isJul() {
    return System.getProperty("java.util.logging.config.file") != null;
  }

  private static void startLogging() throws IllegalAccessException, InvocationTargetException {
    if (isJul()) {
      // The handlers of the configuration are made when they are asked for.
      Logger.getLogger("").getHandlers();
      return;
    }
    for (Map.Entry<String, String> start : STARTS.entrySet()) {
      try {
        Class.forName(start.getKey()).getMethod(start.getValue()).invoke(null);
      } catch (ClassNotFoundException | NoSuchMethodException e) {
        // The program uses the other framework.
      }
    }
  }
}
