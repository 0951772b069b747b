/** The rules of ARCHITECTURE.md, read off the compiled modules. */
package io.github.usdt4j.tracertests.architecture;
