/** Holds the generated binding to libusdt, and the loader of its bundled libraries. */
module io.github.usdt4j.binding {
  requires transitive org.bytedeco.javacpp;

  exports io.github.usdt4j.binding;
  exports io.github.usdt4j.binding.presets;
}
