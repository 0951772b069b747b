/** Reads what the user types: {@code Snoop} is the command and {@code ManPage} its manual. */
package io.github.usdt4j.snoop.cli;
