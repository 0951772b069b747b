/** The example of the core API: {@link io.github.usdt4j.examples.coreprobes.CoreProbes}. */
package io.github.usdt4j.examples.coreprobes;
