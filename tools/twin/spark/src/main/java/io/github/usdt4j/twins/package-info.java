/** Runs queries of Spark in local mode. */
package io.github.usdt4j.twins;
