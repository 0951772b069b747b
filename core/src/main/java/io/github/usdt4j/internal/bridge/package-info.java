/**
 * Does what every bridge does alike, whatever its framework: {@link
 * io.github.usdt4j.internal.bridge.ContextProbes} starts appenders, {@link
 * io.github.usdt4j.internal.bridge.ContextAppenders} decides on each {@link
 * io.github.usdt4j.internal.bridge.LogCall} and fires it. Applications do not use this package.
 */
package io.github.usdt4j.internal.bridge;
