/** What the child JVMs of the tests run: outside the binding's package, as its users are. */
package io.github.usdt4j.binding.programs;
