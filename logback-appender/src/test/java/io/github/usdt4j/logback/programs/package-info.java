/** Programs that tests start in a JVM of their own, with a real tracer beside it. */
package io.github.usdt4j.logback.programs;
