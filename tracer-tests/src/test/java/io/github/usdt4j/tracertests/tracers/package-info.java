/** The tools that the tests attach, behind {@link io.github.usdt4j.tracertests.tracers.Tracer}. */
package io.github.usdt4j.tracertests.tracers;
