package io.github.usdt4j.releasetests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.releasetests.programs.OsgiApp;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jars as bundles in Felix, with what docs/limits.md says they need there. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class OsgiIT {
  private static final String LOGBACK =
      """
      <configuration>
        <appender name="usdt" class="io.github.usdt4j.logback.UsdtAppender"/>
        <root level="INFO"><appender-ref ref="usdt"/></root>
      </configuration>
      """;

  private static final String LOG4J2 =
      """
      <Configuration>
        <Appenders><Usdt name="usdt"/></Appenders>
        <Loggers><Root level="INFO"><AppenderRef ref="usdt"/></Root></Loggers>
      </Configuration>
      """;

  /** A bundle that is resolved; one that is started. */
  private static final int RESOLVED = 4;

  private static final int ACTIVE = 32;

  @ParameterizedTest
  @CsvSource({"logback", "log4j2"})
  void bundles_inFelix_areTraced(String framework) throws IOException {
    try (TemporaryDirectory directory = new TemporaryDirectory();
        Child app = start(framework, directory)) {
      app.awaitLine("ready");
      assertThat(app.lines())
          .contains(
              "bundles: io.github.usdt4j.core=%d io.github.usdt4j.%s=%d io.github.usdt4j.native=%d"
                  .formatted(ACTIVE, framework, RESOLVED, ACTIVE));
      try (Bpftrace bpftrace =
          Bpftrace.attach(app.pid(), "usdt:*:log:debug { printf(\"%s\\n\", str(arg0)); }")) {
        app.send("");

        assertThat(bpftrace.stopAfter(1)).containsExactly("of a bundle");
      }
      app.send("");
      assertThat(app.awaitExit()).as(app.text()).isEqualTo(0);
    }
  }

  private static Child start(String framework, TemporaryDirectory directory) throws IOException {
    boolean isLogback = framework.equals("logback");
    Path configuration = directory.write(framework + ".xml", isLogback ? LOGBACK : LOG4J2);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                directory.path().resolve("felix").toString(), framework, configuration.toString()));
    try (Stream<Path> own = Files.list(Path.of("target/osgi").toAbsolutePath());
        Stream<Path> jars =
            Files.list(
                Readme.root().resolve("examples/%s-orders/target/lib".formatted(framework)))) {
      Stream.concat(own, jars)
          .map(Path::toString)
          .filter(jar -> !jar.contains("usdt4j-example"))
          // Log4j without SLF4J, whose newer bundle asks for a provider.
          .filter(jar -> isLogback || !jar.matches(".*(log4j-slf4j|slf4j-api-2).*"))
          .sorted()
          .forEach(arguments::add);
    }
    Path[] classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.contains("felix") || entry.endsWith("test-classes"))
            .map(Path::of)
            .toArray(Path[]::new);
    return Jvm.main(OsgiApp.class)
        .classPath(classPath)
        .quickToStart()
        .arguments(arguments.toArray(String[]::new))
        .start();
  }
}
