/**
 * Is the command {@code usdt4j}, in {@link io.github.usdt4j.agent.command.Command}. It runs in a
 * JVM of its own and reaches the other one by the JDK's attach mechanism.
 */
package io.github.usdt4j.agent.command;
