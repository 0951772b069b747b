/**
 * Holds one probe in all ways that there are: by hand, with a written class and with a hidden one.
 */
package io.github.usdt4j.bench.typed;
