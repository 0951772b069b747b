/**
 * Makes USDT probes for Log4j 2: name the element {@code Usdt} ({@link
 * io.github.usdt4j.log4j2.UsdtAppender}) in log4j2.xml.
 */
package io.github.usdt4j.log4j2;
