/**
 * Measures calls with JMH while no tracer is attached to them: the benchmarks, {@link
 * io.github.usdt4j.bench.jmh.Interleaved}, which runs them fork by fork, and the suites, which make
 * rows of the results.
 */
package io.github.usdt4j.bench.jmh;
