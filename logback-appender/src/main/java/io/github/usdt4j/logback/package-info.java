/**
 * Makes USDT probes for Logback: name {@link io.github.usdt4j.logback.UsdtAppender} in logback.xml.
 */
package io.github.usdt4j.logback;
