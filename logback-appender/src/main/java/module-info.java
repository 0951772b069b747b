/** Makes USDT probes for Logback: one appender makes every logger and level a probe. */
module io.github.usdt4j.logback {
  requires io.github.usdt4j.core;
  requires transitive ch.qos.logback.classic;
  requires transitive ch.qos.logback.core;
  requires transitive org.slf4j;

  exports io.github.usdt4j.logback;
}
