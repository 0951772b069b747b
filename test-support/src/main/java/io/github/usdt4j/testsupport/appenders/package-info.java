/**
 * What the appenders of all frameworks promise, as tests of running JVMs: each appender extends the
 * contracts with a program of its {@link io.github.usdt4j.testsupport.appenders.Framework}.
 */
package io.github.usdt4j.testsupport.appenders;
