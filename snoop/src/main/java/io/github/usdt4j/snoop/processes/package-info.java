/** Finds processes and what they tell of themselves: {@code Processes}. */
package io.github.usdt4j.snoop.processes;
