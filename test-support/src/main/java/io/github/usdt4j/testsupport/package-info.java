/**
 * Holds what this project's tests share: {@link io.github.usdt4j.testsupport.Requires} says what a
 * test needs, {@link io.github.usdt4j.testsupport.Jvm}, {@link
 * io.github.usdt4j.testsupport.Bpftrace} and {@link io.github.usdt4j.testsupport.Dtrace} start it,
 * {@link io.github.usdt4j.testsupport.Await} waits for it.
 */
package io.github.usdt4j.testsupport;
