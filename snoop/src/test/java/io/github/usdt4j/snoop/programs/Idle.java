package io.github.usdt4j.snoop.programs;

import io.github.usdt4j.testsupport.programs.Commands;
import java.io.IOException;

/** A Java application without log probes; what it does with usdt4j is its argument. */
public final class Idle {
  private Idle() {}

  /**
   * {@code none}: nothing; {@code search}: looks for a class that is nowhere, and so in all jars;
   * {@code own}: probes of its own; {@code disabled}: a provider that it does not enable.
   */
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "search" -> search();
      case "own" -> OwnProbes.enabled();
      case "disabled" -> OwnProbes.disabled();
      default -> {}
    }
    Commands.serve(words -> "");
  }

  private static void search() {
    try {
      Class.forName("nowhere.Nothing");
    } catch (ClassNotFoundException e) {
      return;
    }
    throw new IllegalStateException("found");
  }
}
