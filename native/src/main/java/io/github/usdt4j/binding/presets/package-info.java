/** Tells JavaCPP about libusdt when the project is built; applications do not use it. */
package io.github.usdt4j.binding.presets;
