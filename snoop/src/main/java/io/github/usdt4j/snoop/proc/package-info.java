/** Reads /proc and opens the files that it leads to: {@code Proc}, {@code Descriptor}. */
package io.github.usdt4j.snoop.proc;
