/**
 * Holds the backend that the probes of a test live in, {@link
 * io.github.usdt4j.test.internal.RecordingBackend}, and a tracer for it, {@link
 * io.github.usdt4j.test.internal.Recording}. Applications do not use this package.
 */
package io.github.usdt4j.test.internal;
