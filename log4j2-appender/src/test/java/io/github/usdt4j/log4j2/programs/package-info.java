/** Programs that tests start in a JVM of their own, with a real tracer beside it. */
package io.github.usdt4j.log4j2.programs;
