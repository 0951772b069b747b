package io.github.usdt4j.log4j2.programs;

import io.github.usdt4j.testsupport.programs.FallBack;
import java.io.IOException;
import org.apache.logging.log4j.LogManager;

/** An application that may have to do without probes. */
public final class Fallen {
  private Fallen() {}

  public static void main(String[] arguments) throws IOException {
    LogManager.getLogger(Fallen.class);
    FallBack.serve(LogManager::shutdown);
  }
}
