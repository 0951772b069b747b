/** Makes USDT probes for the JVM: providers and probes at run time. */
@SuppressWarnings("module") // the bridges are not there when this is compiled
module io.github.usdt4j.core {
  requires io.github.usdt4j.binding;
  requires static java.management;

  exports io.github.usdt4j;
  exports io.github.usdt4j.jmx;
  exports io.github.usdt4j.typed;
  exports io.github.usdt4j.internal.logging to
      io.github.usdt4j.jul,
      io.github.usdt4j.logback,
      io.github.usdt4j.log4j2;
  exports io.github.usdt4j.internal.bridge to
      io.github.usdt4j.jul,
      io.github.usdt4j.logback,
      io.github.usdt4j.log4j2;
  exports io.github.usdt4j.internal.attachment to
      io.github.usdt4j.jul,
      io.github.usdt4j.logback,
      io.github.usdt4j.log4j2,
      io.github.usdt4j.test;
  exports io.github.usdt4j.internal to
      io.github.usdt4j.test;
}
