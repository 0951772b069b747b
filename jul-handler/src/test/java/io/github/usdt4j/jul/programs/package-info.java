/** Holds programs that tests run in JVMs of their own. */
package io.github.usdt4j.jul.programs;
