/** Starts a ZooKeeper server and its command-line client, and does a fixed work with them. */
package io.github.usdt4j.twins;
