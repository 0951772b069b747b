/** Holds the engines that are other tracers, run by snoop: {@code TracerEngine}. */
package io.github.usdt4j.snoop.tracers;
