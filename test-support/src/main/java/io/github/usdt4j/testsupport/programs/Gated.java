package io.github.usdt4j.testsupport.programs;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;

/**
 * Runs the main method of another class, when the logging framework has started and standard input
 * says so: until then a tracer can attach, so that it misses nothing.
 */
public final class Gated {
  /** What it writes when it waits. */
  public static final String WAITING = "waiting at the gate";

  private static final Map<String, String> STARTS =
      Map.of(
          "org.slf4j.LoggerFactory", "getILoggerFactory",
          "org.apache.logging.log4j.LogManager", "getContext");

  private Gated() {}

  /** The arguments are the class, and the arguments of its main method. */
  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    startLogging();
    System.out.println(WAITING);
    awaitLine();
    Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void startLogging() throws IllegalAccessException, InvocationTargetException {
    for (Map.Entry<String, String> start : STARTS.entrySet()) {
      try {
        Class.forName(start.getKey()).getMethod(start.getValue()).invoke(null);
      } catch (ClassNotFoundException | NoSuchMethodException e) {
        // The program uses the other framework.
      }
    }
  }

  /** Reads no more than the line: what follows is the program's. */
  private static void awaitLine() throws IOException {
    int read = System.in.read();
    while (read != '\n' && read >= 0) {
      read = System.in.read();
    }
  }
}
