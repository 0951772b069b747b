package io.github.usdt4j.testsupport.programs;

import io.github.usdt4j.testsupport.Await;
import java.io.IOException;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Holds a program up until a tracer can see all that follows. */
public final class Gate {
  /** What it writes when it waits. */
  public static final String WAITING = "waiting at the gate";

  private Gate() {}

  /**
   * Says that it waits, and goes on at the next line of standard input; where java.util.logging has
   * our handler, when that has opened the loggers for the tracer.
   */
  public static void pass() throws IOException {
    LastGate.build();
    System.out.println(WAITING);
    awaitLine();
    if (isJulBridged()) {
      awaitOpenedLoggers();
    }
  }

  /** Reads no more than the line: what follows is the program's. */
  private static void awaitLine() throws IOException {
    int read = System.in.read();
    while (read != '\n' && read >= 0) {
      read = System.in.read();
    }
  }

  private static boolean isJulBridged() {
    return Stream.of(Logger.getLogger("").getHandlers())
        .map(Handler::getClass)
        .anyMatch(type -> type.getName().equals("io.github.usdt4j.jul.UsdtHandler"));
  }

  /** A look at all loggers is done when the next one has begun, which a new logger shows. */
  private static void awaitOpenedLoggers() {
    for (int look = 0; look < 2; look++) {
      Logger mark = Logger.getLogger(Gate.class.getName() + look);
      Await.until(() -> "a look at all loggers", () -> mark.getFilter() != null);
    }
  }
}
