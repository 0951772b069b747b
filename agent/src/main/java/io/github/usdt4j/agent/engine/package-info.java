/**
 * Finds the logging frameworks of a process and keeps the bridge in their contexts, until {@link
 * io.github.usdt4j.agent.engine.Engine} is told to leave. It names no framework but by the names of
 * classes.
 */
package io.github.usdt4j.agent.engine;
