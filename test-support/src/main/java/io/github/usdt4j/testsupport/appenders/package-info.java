/**
 * Tests what the appenders of all frameworks promise. A contract is an abstract test that each of
 * several implementations of one thing runs: here an appender, elsewhere a tracer. The contracts of
 * running JVMs start programs by {@link io.github.usdt4j.testsupport.appenders.Framework}; the
 * others see an appender through its {@link io.github.usdt4j.testsupport.appenders.Fixture}.
 */
package io.github.usdt4j.testsupport.appenders;
