# libusdt's own tests, in C and C++: in the background, so that they use what Maven leaves of the processors.

# What Maven or the guests make too is made before: two makes of one folder would disturb each other.
start_native_tests() {
  native_targets=()
  add_native_target test make cc g++
  add_native_target test-sanitize make cc g++
  add_native_target test-aarch64 make aarch64-linux-gnu-gcc aarch64-linux-gnu-g++ qemu-aarch64
  add_native_target test-valgrind make cc g++ valgrind
  [[ ${#native_targets[@]} == 0 ]] && return
  say 'make all'
  make_native all target/c/test/usdt-test
  [[ " ${native_targets[*]} " == *' test-aarch64 '* ]] && make_native aarch64 target/c/test-aarch64/usdt-test
  in_background native run_native_tests
}

# add_native_target TARGET TOOL...: skips it without one of the tools.
add_native_target() {
  local target=$1 tool
  shift
  for tool; do
    if ! command -v "$tool" >/dev/null; then
      skip "native ($target)" tool "$tool is not on the PATH"
      return
    fi
  done
  native_targets+=("$target")
}

make_native() {
  make --no-print-directory -j "$(nproc)" -C native "$@"
}

# The output of each target is shown as a whole, amid Maven's.
run_native_tests() {
  local target output status=0
  for target in "${native_targets[@]}"; do
    output=$(make_native "$target" 2>&1) || status=1
    printf '== make %s\n%s\n' "$target" "$output"
  done
  return "$status"
}

await_native_tests() {
  is_in_background native || return 0
  await_background native || fail 'a test of libusdt failed: see above'
}
