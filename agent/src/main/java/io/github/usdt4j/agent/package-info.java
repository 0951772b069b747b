/**
 * Brings the bridge into processes and takes it out: {@link io.github.usdt4j.agent.Agent} is what
 * the JVM calls, and all other classes of the bridge come by the class loader {@code InnerLoader}.
 */
package io.github.usdt4j.agent;
