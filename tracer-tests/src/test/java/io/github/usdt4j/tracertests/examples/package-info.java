/** The examples, scripts and documents of this project, run as their texts say. */
package io.github.usdt4j.tracertests.examples;
