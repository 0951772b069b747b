/** What {@code tools/release} publishes, and projects that depend on it. */
package io.github.usdt4j.releasetests;
