/** Finding processes with usdt4j images and reading what is in them: {@code Processes}. */
package io.github.usdt4j.snoop.processes;
