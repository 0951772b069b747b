/**
 * USDT probes for Logback: name {@link io.github.usdt4j.logback.UsdtAppender} in logback.xml;
 * {@link io.github.usdt4j.logback.UsdtTurboFilter} also works alone.
 */
package io.github.usdt4j.logback;
