/** JVMs in containers, with tracers outside. */
package io.github.usdt4j.tracertests.containers;
