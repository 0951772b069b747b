/** What the build tells JavaCPP about libusdt; nothing for users. */
package io.github.usdt4j.binding.presets;
