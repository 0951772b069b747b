/**
 * Keeps the bridge in the contexts of Log4j 2: {@link io.github.usdt4j.agent.log4j2.Log4jBridge} is
 * made by the engine, by its name.
 */
package io.github.usdt4j.agent.log4j2;
