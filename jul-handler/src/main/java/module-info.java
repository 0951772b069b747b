/** Makes USDT probes for java.util.logging: one handler makes every logger and level a probe. */
module io.github.usdt4j.jul {
  requires io.github.usdt4j.core;
  requires transitive java.logging;
  requires static org.jboss.logmanager;

  exports io.github.usdt4j.jul;
}
