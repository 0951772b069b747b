/** Child JVMs in surroundings where probes cannot be had, or only in another way. */
package io.github.usdt4j.tracertests.survival;
