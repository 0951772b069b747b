/**
 * Keeps the bridge in Logback's contexts: {@link io.github.usdt4j.agent.logback.LogbackBridge} is
 * made by the engine, by its name.
 */
package io.github.usdt4j.agent.logback;
