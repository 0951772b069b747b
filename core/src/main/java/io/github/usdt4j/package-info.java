/** USDT probes made at run time: start at {@code Usdt}, then {@code Provider} and {@code Probe}. */
package io.github.usdt4j;
