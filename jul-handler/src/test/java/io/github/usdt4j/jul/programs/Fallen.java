package io.github.usdt4j.jul.programs;

import io.github.usdt4j.testsupport.programs.FallBack;
import java.io.IOException;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** An application that may have to do without probes. */
public final class Fallen {
  private static final Logger ROOT = Logger.getLogger("");

  private Fallen() {}

  public static void main(String[] arguments) throws IOException {
    // The handlers of the configuration are made when they are asked for.
    if (ROOT.getHandlers().length != 1) {
      throw new IllegalStateException("no handler");
    }
    FallBack.serve(LogManager.getLogManager()::reset);
  }
}
