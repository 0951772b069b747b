/**
 * An order service over HTTP as others are: it logs through SLF4J and knows nothing of probes.
 * {@link io.github.usdt4j.examples.orders.Orders} starts it.
 */
package io.github.usdt4j.examples.orders;
