/**
 * What the logging bridges share: {@link io.github.usdt4j.internal.logging.LogProbes} fires what an
 * {@link io.github.usdt4j.internal.logging.EventView} shows; knows no logging framework. Not for
 * applications.
 */
package io.github.usdt4j.internal.logging;
