package io.github.usdt4j.testsupport.programs;

import io.github.usdt4j.testsupport.Await;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds a program up when its work is done, so that a test can look at what the process has. */
public final class LastGate {
  /** What it writes when it waits. */
  public static final String WAITING = "waiting at the last gate";

  /** The system property that names the file whose coming lets the process end. */
  public static final String OPENED_BY = "twin.lastGate";

  private LastGate() {}

  /**
   * Has the JVM wait before it ends, also by a signal or {@code System.exit}, where the property is
   * set.
   */
  static void build() {
    if (System.getProperty(OPENED_BY) != null) {
      Runtime.getRuntime().addShutdownHook(new Thread(LastGate::pass, "last gate"));
    }
  }

  /**
   * Waits where the property is set. A program calls it by itself where other hooks of its JVM
   * would take down what is to be looked at. Standard input is the program's, so a file opens it.
   */
  public static void pass() {
    String file = System.getProperty(OPENED_BY);
    if (file != null) {
      System.out.println(WAITING);
      Await.until(() -> "the file " + file, () -> Files.exists(Path.of(file)));
    }
  }
}
