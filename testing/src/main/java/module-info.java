/** Records what probes fire, for unit tests with JUnit 5. */
module io.github.usdt4j.test {
  requires transitive io.github.usdt4j.core;
  requires transitive org.junit.jupiter.api;
  requires static org.junit.platform.launcher;

  exports io.github.usdt4j.test;

  provides org.junit.platform.launcher.LauncherSessionListener with
      io.github.usdt4j.test.internal.RecordedSession;
}
