/**
 * Configures Logback and Log4j 2 as a text says: {@link
 * io.github.usdt4j.bench.frameworks.LogbackSetup} and {@link
 * io.github.usdt4j.bench.frameworks.Log4jSetup} have the bridge, a peer or nothing.
 */
package io.github.usdt4j.bench.frameworks;
