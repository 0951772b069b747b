/**
 * Finds what is missing where snoop cannot follow a process, and says what to do: {@code
 * Diagnosis}.
 */
package io.github.usdt4j.snoop.doctor;
