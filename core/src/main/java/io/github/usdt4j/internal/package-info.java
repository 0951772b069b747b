/**
 * The seam between probes and what they live in; not an API: see {@link
 * io.github.usdt4j.internal.Backend}.
 */
package io.github.usdt4j.internal;
