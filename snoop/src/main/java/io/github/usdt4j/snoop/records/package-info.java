/** Reads log records, chooses among them, and shows them safely. */
package io.github.usdt4j.snoop.records;
