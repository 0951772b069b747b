/** What the jars of this project have for other tools. */
package io.github.usdt4j.tracertests.artifacts;
