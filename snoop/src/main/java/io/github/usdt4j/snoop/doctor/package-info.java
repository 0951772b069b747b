/** What is missing where snoop cannot follow a process, and what to do: {@code Diagnosis}. */
package io.github.usdt4j.snoop.doctor;
