/** What the child JVMs of the tests run. */
package io.github.usdt4j.snoop.programs;
