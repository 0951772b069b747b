package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.programs.TestRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link CaptureTest} and the other unit tests with the other versions of Logback, and on the other
 * JDK.
 */
final class LogbackVersionsIT {
  private static final Path LOGBACKS = Path.of(System.getProperty("logbacks"));

  private static final List<Class<?>> ALL =
      List.of(
          CaptureTest.class,
          LifecycleTest.class,
          MisbehaviourTest.class,
          OptionsTest.class,
          OtherFiltersTest.class);

  @ParameterizedTest
  @ValueSource(strings = {"newest15", "newest"})
  void tests_newerLogback_succeed(String line) {
    assertSucceeds(Jdks.current(), version(line), ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"newest15", "newest"})
  @Requires(value = Need.JDK_25, ring = "unit")
  void tests_newerLogbackOnJdk25_succeed(String line) {
    assertSucceeds(Jdks.find(25).orElseThrow(), version(line), ALL);
  }

  @Test
  @Requires(value = Need.JDK_25, ring = "unit")
  void tests_oldestLogbackOnJdk25_succeed() {
    assertSucceeds(Jdks.find(25).orElseThrow(), null, ALL);
  }

  @Test
  void tests_logbackBeforeIt_capturesLessAndNeverLeaks() {
    assertSucceeds(
        Jdks.current(), version("before"), List.of(TooOldLogback.class, GuardCallersTest.class));
  }

  private static String version(String line) {
    return System.getProperty("logback." + line);
  }

  /** With the Logback that all is compiled against when the version is null. */
  private static void assertSucceeds(Path jdk, String version, List<Class<?>> tests) {
    Jvm jvm =
        Jvm.main(TestRun.class)
            .quickToStart()
            .home(jdk)
            .arguments(Logger.class.getName())
            .arguments(tests.stream().map(Class::getName).toArray(String[]::new));
    if (version != null) {
      jvm.classPathWithout("logback-", jar(version, "classic"), jar(version, "core"));
    }

    String begin = Logger.class.getName() + " " + (version == null ? "" : version + ",");
    assertThat(jvm.run()).anyMatch(line -> line.startsWith(begin));
  }

  private static Path jar(String version, String part) {
    return LOGBACKS.resolve(version).resolve("logback-" + part + "-" + version + ".jar");
  }
}
