/** Holds an interface that is compiled without the processor. */
package io.github.usdt4j.bench.typed.unwritten;
