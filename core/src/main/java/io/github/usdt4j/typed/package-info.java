/**
 * Declares probes as plain Java: an interface with {@link io.github.usdt4j.typed.UsdtProvider} and
 * {@link io.github.usdt4j.typed.UsdtProbe}, of which {@code usdt4j-processor} or {@link
 * io.github.usdt4j.typed.TypedProbes} makes the class that fires.
 */
package io.github.usdt4j.typed;
