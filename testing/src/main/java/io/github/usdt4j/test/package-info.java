/**
 * Records what probes fire in a unit test: see {@link io.github.usdt4j.test.ProbeRecorder}, the
 * JUnit 5 extension, and {@link io.github.usdt4j.test.UsdtExtension}, which injects it.
 */
package io.github.usdt4j.test;
