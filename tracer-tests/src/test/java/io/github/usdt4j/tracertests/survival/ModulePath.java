package io.github.usdt4j.tracertests.survival;

import io.github.usdt4j.testsupport.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** The survivor as a module, with all else on the module path. */
final class ModulePath {
  private ModulePath() {}

  static Jvm jvm(Surroundings surroundings) {
    String modulePath = surroundings.jars + ":" + surroundings.program();
    compile(surroundings.program(), surroundings.jars);
    return surroundings
        .at(Jvm.module("survivor/" + Survivor.class.getName()))
        .options("--module-path", modulePath)
        .arguments("survivor");
  }

  static void javac(String... arguments) {
    int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments);
    if (status != 0) {
      throw new AssertionError("javac ended with " + status);
    }
  }

  private static void compile(Path program, Path modulePath) {
    try {
      Path source = program.resolve("module-info.java");
      Files.writeString(source, "module survivor { requires io.github.usdt4j.core; }");
      javac(
          "--release",
          "17",
          "--module-path",
          modulePath.toString(),
          "-d",
          program.toString(),
          source.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
