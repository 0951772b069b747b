/** Starts a Kafka broker, its console producer and consumer, and does a fixed work with them. */
package io.github.usdt4j.twins;
