/** What the logging bridges share; knows no logging framework. Not for applications. */
package io.github.usdt4j.logging;
