/**
 * Programs as twins: what a tracer sees at INFO is what the framework writes at DEBUG, and the log
 * stays as it is.
 */
package io.github.usdt4j.tracertests.twins;
