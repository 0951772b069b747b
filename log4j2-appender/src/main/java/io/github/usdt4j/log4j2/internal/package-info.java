/**
 * Holds what needs no more than Log4j's interface, and so serves both the appender and wrapped
 * loggers: the {@linkplain io.github.usdt4j.log4j2.internal.Call call as it was made}, and its
 * {@linkplain io.github.usdt4j.log4j2.internal.MessageView event as tracers see it}. Applications
 * do not use this package.
 */
package io.github.usdt4j.log4j2.internal;
