/**
 * USDT probes for Log4j 2: name the element {@code Usdt} ({@link
 * io.github.usdt4j.log4j2.UsdtAppender}) in log4j2.xml; {@link io.github.usdt4j.log4j2.UsdtFilter}
 * also works alone, {@link io.github.usdt4j.log4j2.UsdtLogger} without Log4j Core.
 */
package io.github.usdt4j.log4j2;
