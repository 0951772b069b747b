/**
 * What probes cost, beside peers, in one run: {@link io.github.usdt4j.bench.Main} runs the suites
 * and prints the table of {@link io.github.usdt4j.bench.Row}s.
 */
package io.github.usdt4j.bench;
