/** Drives the order service of the examples. */
package io.github.usdt4j.twins;
