# libusdt's own tests, in C.

run_native_tests() {
  native_tests test make cc
  native_tests test-sanitize make cc
  native_tests test-valgrind make cc valgrind
  native_tests test-aarch64 make aarch64-linux-gnu-gcc qemu-aarch64
}

# native_tests TARGET TOOL...
native_tests() {
  local target=$1 tool
  shift
  for tool in "$@"; do
    if ! command -v "$tool" >/dev/null; then
      skip "native ($target)" tool "$tool is not on the PATH"
      return
    fi
  done
  say "make $target"
  make --no-print-directory -C native "$target"
}
