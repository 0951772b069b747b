package io.github.usdt4j.examples.julrounds;

import java.util.logging.Level;
import java.util.logging.Logger;

/** A program that logs once a second, below the level of its configuration. */
public final class Rounds {
  private static final Logger LOGGER = Logger.getLogger(Rounds.class.getName());
  private static final System.Logger CLOCK = System.getLogger("com.acme.Clock");

  private Rounds() {}

  /** Runs until it is interrupted. */
  public static void main(String[] arguments) throws InterruptedException {
    System.out.println("pid " + ProcessHandle.current().pid());
    LOGGER.info("started");

    for (int round = 0; ; round++) {
      LOGGER.log(Level.FINE, "round {0}", round);
      CLOCK.log(System.Logger.Level.DEBUG, "tick {0}", round);
      // Slow enough to be read along.
      Thread.sleep(1000);
    }
  }
}
