/** Says what every engine does, which attaches to processes: {@code Engine}. */
package io.github.usdt4j.snoop.engine;
