/** Calls libusdt from Java: {@code Native} is generated, {@link Loader} brings its library in. */
package io.github.usdt4j.binding;
