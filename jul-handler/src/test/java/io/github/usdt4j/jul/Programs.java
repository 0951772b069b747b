package io.github.usdt4j.jul;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.ProgramJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configures programs by a logging.properties. */
final class Programs {
  private Programs() {}

  /**
   * Waits until levels are open for a tracer that has come, or closed for one that has gone. A
   * thread of the program looks four times a second; it may look first when only some probes of the
   * tracer are attached.
   */
  static void awaitLevels(ProgramJvm jvm, boolean areOpen) {
    // What a look has begun is done when there is another one.
    for (int look = 0; areOpen && look < 2; look++) {
      jvm.ask("mark");
      Await.until(() -> "a look at all loggers", () -> jvm.ask("seen").equals("true"));
    }
    Await.until(
        () -> "a level that is open: " + areOpen,
        () -> jvm.ask("guard").equals(Boolean.toString(areOpen)));
  }

  /**
   * Returns a program in a JVM without JBoss LogManager and JBoss Modules, which offer themselves
   * to the JDK.
   */
  static Jvm plain(Class<?> main) {
    return Jvm.main(main).classPathWithout("jboss-");
  }

  /** Returns a program with these lines in the file, which is written into its directory. */
  static Jvm program(Class<?> main, Path directory, String... lines) {
    Path file = directory.resolve("logging.properties");
    try {
      Files.writeString(file, String.join("\n", lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return plain(main).property("java.util.logging.config.file", file).directory(directory);
  }
}
