/** Writes for a person: harmless text, rows of a terminal, messages. */
package io.github.usdt4j.snoop.terminal;
