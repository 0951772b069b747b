package io.github.usdt4j.testsupport.programs;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.logging.Logger;

/**
 * Runs the main method of another class, when the logging framework has started and standard input
 * says so: until then a tracer can attach, so that it misses nothing.
 */
public final class Gated {
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
    start("org.slf4j.LoggerFactory", "getILoggerFactory");
    // The context that the program's loggers will have; without a class loader there is another
    // one.
    start("org.apache.logging.log4j.LogManager", "getContext", Gated.class.getClassLoader(), false);
  }

  private static void start(String type, String method, Object... arguments)
      throws IllegalAccessException, InvocationTargetException {
    Class<?>[] types =
        arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {ClassLoader.class, boolean.class};
    try {
      Class.forName(type).getMethod(method, types).invoke(null, arguments);
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      // The program uses the other framework.
      return;
    }
  }
}
