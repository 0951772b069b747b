/**
 * Makes USDT probes for java.util.logging: name {@link io.github.usdt4j.jul.UsdtHandler} in
 * logging.properties.
 */
package io.github.usdt4j.jul;
