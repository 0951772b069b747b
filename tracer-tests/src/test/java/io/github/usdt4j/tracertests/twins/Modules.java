package io.github.usdt4j.tracertests.twins;

import com.lmax.disruptor.RingBuffer;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.twin.TwinFramework;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What the other modules have built, as class paths. */
final class Modules {
  private Modules() {}

  /** The jars of an order service: our appender for that framework, and the framework. */
  static Stream<Path> orders(TwinFramework framework) {
    return built(framework.name().toLowerCase(Locale.ROOT) + "-orders");
  }

  /** The jar of an example, and those of its class path. */
  static Stream<Path> built(String name) {
    Path target = Readme.root().resolve("examples").resolve(name).resolve("target");
    try (Stream<Path> jars = Files.list(target.resolve("lib"))) {
      return Stream.concat(
          Stream.of(target.resolve(name + ".jar")), jars.sorted().toList().stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The test classes of a module, with our appender, the framework, and what makes it asynchronous.
   */
  static Path[] testClasses(String module, TwinFramework framework) {
    return Stream.concat(
            Stream.of(
                Readme.root().resolve(module).resolve("target/test-classes"),
                Jvm.locationOf(RingBuffer.class)),
            orders(framework))
        .toArray(Path[]::new);
  }

  /** Returns a class path without our jars, as a program has it that knows nothing of us. */
  static Path[] withoutUsdt4j(Path... classPath) {
    return Stream.of(classPath)
        .filter(entry -> !entry.getFileName().toString().startsWith("usdt4j-"))
        .toArray(Path[]::new);
  }
}
