/**
 * Holds programs, and parts of programs, that tests run in JVMs of their own: {@link
 * io.github.usdt4j.testsupport.programs.Commands} tells them what to do.
 */
package io.github.usdt4j.testsupport.programs;
