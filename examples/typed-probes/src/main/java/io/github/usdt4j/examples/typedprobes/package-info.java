/** The example of typed probes: {@link io.github.usdt4j.examples.typedprobes.Shop}. */
package io.github.usdt4j.examples.typedprobes;
