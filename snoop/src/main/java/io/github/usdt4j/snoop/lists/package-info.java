/**
 * Reads the lists of probes that {@code usdt4j-processor} leaves in an application, and makes
 * tables and first scripts of them. Start at {@link io.github.usdt4j.snoop.lists.ListFiles} and
 * {@link io.github.usdt4j.snoop.lists.ListFormat}.
 */
package io.github.usdt4j.snoop.lists;
