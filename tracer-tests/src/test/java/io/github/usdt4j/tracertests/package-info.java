/**
 * Real tracers attached to probes of child JVMs, and what they read compared with what was fired.
 */
package io.github.usdt4j.tracertests;
