/** Shows java.util.logging, and the JDK's System.Logger, under a tracer. */
package io.github.usdt4j.examples.julrounds;
