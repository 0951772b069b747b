/**
 * Separates probes from what they live in, the {@link io.github.usdt4j.internal.Backend}.
 * Applications do not use this package.
 */
package io.github.usdt4j.internal;
