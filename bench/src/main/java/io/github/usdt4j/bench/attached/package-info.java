/**
 * Measures fires while bpftrace is attached: loops take turns in one JVM, under one bpftrace.
 * {@link io.github.usdt4j.bench.attached.FireSuite} makes rows of them.
 */
package io.github.usdt4j.bench.attached;
