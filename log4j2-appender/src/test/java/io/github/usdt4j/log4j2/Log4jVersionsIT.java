package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.programs.TestRun;
import java.nio.file.Path;
import org.apache.logging.log4j.core.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link CaptureTest} with the other versions of Log4j, and on the other JDK. */
final class Log4jVersionsIT {
  private static final Path LOG4JS = Path.of(System.getProperty("log4js"));

  @ParameterizedTest
  @ValueSource(strings = {"newest225", "newest"})
  void tests_newerLog4j_succeed(String line) {
    assertSucceeds(Jdks.current(), version(line));
  }

  @ParameterizedTest
  @ValueSource(strings = {"newest225", "newest"})
  @Requires(value = Need.JDK_25, ring = "unit")
  void tests_newerLog4jOnJdk25_succeed(String line) {
    assertSucceeds(Jdks.find(25).orElseThrow(), version(line));
  }

  @Test
  @Requires(value = Need.JDK_25, ring = "unit")
  void tests_oldestLog4jOnJdk25_succeed() {
    assertSucceeds(Jdks.find(25).orElseThrow(), null);
  }

  private static String version(String line) {
    return System.getProperty("log4j." + line);
  }

  /** With the Log4j that all is compiled against when the version is null. */
  private static void assertSucceeds(Path jdk, String version) {
    Jvm jvm =
        Jvm.main(TestRun.class)
            .quickToStart()
            .home(jdk)
            .arguments(
                Logger.class.getName(),
                CaptureTest.class.getName(),
                AsyncCaptureTest.class.getName());
    if (version != null) {
      jvm.classPathWithout("log4j-", jar(version, "api"), jar(version, "core"));
    }

    String begin = Logger.class.getName() + " " + (version == null ? "" : version + ",");
    assertThat(jvm.run()).anyMatch(line -> line.startsWith(begin));
  }

  private static Path jar(String version, String part) {
    return LOG4JS.resolve(version).resolve("log4j-" + part + "-" + version + ".jar");
  }
}
