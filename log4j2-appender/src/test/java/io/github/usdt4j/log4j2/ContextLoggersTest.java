package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import java.lang.ref.Reference;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;

/** How new loggers are noticed. */
final class ContextLoggersTest {
  private static long stamp(String... names) {
    LoggerContext context = new LoggerContext("test");
    // Log4j itself holds them weakly.
    List<Logger> held = Stream.of(names).map(context::getLogger).toList();
    try {
      return new ContextLoggers(context).stamp();
    } finally {
      Reference.reachabilityFence(held);
    }
  }

  @Test
  void stamp_sameNames_isTheSame() {
    assertThat(stamp("l.A", "l.B")).isEqualTo(stamp("l.B", "l.A"));
  }

  @Test
  void stamp_asManyOtherNames_isAnother() {
    assertThat(stamp("l.A", "l.B")).isNotEqualTo(stamp("l.A", "l.C"));
  }

  @Test
  void stamp_otherNamesOfASeries_isAnother() {
    assertThat(stamp("l.L1", "l.L4")).isNotEqualTo(stamp("l.L2", "l.L3"));
  }

  @Test
  void loggerThatNobodyHolds_losesItsProbesWhenLog4jDropsIt() {
    try (Contexts contexts = new Contexts()) {
      contexts.configure(contexts.one(""));
      Logger held = contexts.logger("l.Held");
      held.info("once");
      contexts.logger("l.Dropped").info("once");
      Await.until(() -> "l_Dropped", () -> contexts.isLive("l_Dropped:debug"));

      Await.until(
          () -> "the end of l_Dropped",
          () -> {
            System.gc();
            return !contexts.isLive("l_Dropped:debug");
          });

      assertThat(contexts.isLive("l_Held:debug")).isTrue();
      held.info("still held");
    }
  }
}
