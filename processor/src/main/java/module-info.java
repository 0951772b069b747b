/** Writes the classes that fire typed probes; for a compiler's processor path. */
module io.github.usdt4j.processor {
  requires transitive java.compiler;

  exports io.github.usdt4j.processor;

  provides javax.annotation.processing.Processor with
      io.github.usdt4j.processor.UsdtProcessor;
}
