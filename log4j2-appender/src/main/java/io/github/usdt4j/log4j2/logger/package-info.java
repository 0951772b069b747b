/**
 * Makes USDT probes for applications that have Log4j's interface without Log4j Core: wrap loggers
 * with {@link io.github.usdt4j.log4j2.logger.UsdtLogger}.
 */
package io.github.usdt4j.log4j2.logger;
