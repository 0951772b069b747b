/** Makes USDT probes for Log4j 2: one appender makes every logger and level a probe. */
@SuppressWarnings("module") // the name that users know ends in a digit
module io.github.usdt4j.log4j2 {
  requires io.github.usdt4j.core;
  requires transitive org.apache.logging.log4j;
  requires static transitive org.apache.logging.log4j.core;

  exports io.github.usdt4j.log4j2;
  exports io.github.usdt4j.log4j2.logger;

  // Log4j sets the fields of plugin builders.
  opens io.github.usdt4j.log4j2 to
      org.apache.logging.log4j.core;
}
