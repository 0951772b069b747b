package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

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
}
