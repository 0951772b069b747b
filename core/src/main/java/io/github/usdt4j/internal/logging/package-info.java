/**
 * Does what the logging bridges share and knows no logging framework: {@link
 * io.github.usdt4j.internal.logging.LogProbes} fires what an {@link
 * io.github.usdt4j.internal.logging.EventView} shows. Applications do not use this package.
 */
package io.github.usdt4j.internal.logging;
