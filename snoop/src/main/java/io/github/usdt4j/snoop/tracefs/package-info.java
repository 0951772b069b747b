/** Holds the default engine: the kernel's uprobe events, read raw from an instance of tracefs. */
package io.github.usdt4j.snoop.tracefs;
