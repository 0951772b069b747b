/**
 * Measures what probes cost, beside peers, in one run: {@link io.github.usdt4j.bench.Main} runs the
 * suites of the packages below and prints the table.
 */
package io.github.usdt4j.bench;
