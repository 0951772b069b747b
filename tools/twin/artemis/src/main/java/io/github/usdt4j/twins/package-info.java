/** Starts an Artemis broker, and does a fixed work with it. */
package io.github.usdt4j.twins;
