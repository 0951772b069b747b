/**
 * Says how long to measure, and reports the results: a {@link io.github.usdt4j.bench.report.Plan}
 * says how long; each quantity is a {@link io.github.usdt4j.bench.report.Figure} with a value for
 * each fork; a {@link io.github.usdt4j.bench.report.Row} compares two of them and judges the result
 * by its {@link io.github.usdt4j.bench.report.Target}. This package measures nothing.
 */
package io.github.usdt4j.bench.report;
