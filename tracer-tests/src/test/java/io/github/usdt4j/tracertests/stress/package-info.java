/** Probes under load: many threads, many tracers, many probes; and nothing lost. */
package io.github.usdt4j.tracertests.stress;
