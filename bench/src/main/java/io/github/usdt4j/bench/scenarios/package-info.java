/**
 * Measures what happens once and not in a loop: probes are created by the thousand ({@link
 * io.github.usdt4j.bench.scenarios.CreationJvm}), a tracer attaches ({@link
 * io.github.usdt4j.bench.scenarios.AttachTime}), a hundred thousand virtual threads log ({@link
 * io.github.usdt4j.bench.scenarios.VirtualThreads}).
 */
package io.github.usdt4j.bench.scenarios;
