/**
 * Makes USDT probes at run time: start at {@link io.github.usdt4j.Usdt}, then {@code Provider} and
 * {@code Probe}.
 */
package io.github.usdt4j;
