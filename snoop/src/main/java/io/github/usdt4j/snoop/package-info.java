/** The {@code snoop} command: {@link io.github.usdt4j.snoop.Snoop}. */
package io.github.usdt4j.snoop;
