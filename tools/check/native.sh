# libusdt's own tests, in C.

# Those below valgrind take as long as all others together, and run beside them.
run_native_tests() {
  local valgrind_log valgrind=
  if has_tools test-valgrind make cc valgrind; then
    make --no-print-directory -C native all target/c/test/usdt-test
    valgrind_log=$(mktemp)
    make --no-print-directory -C native test-valgrind >"$valgrind_log" 2>&1 &
    valgrind=$!
    trap 'kill "$valgrind" 2>/dev/null; rm -f "$valgrind_log"' EXIT
  fi
  native_tests test make cc
  native_tests test-sanitize make cc
  native_tests test-aarch64 make aarch64-linux-gnu-gcc qemu-aarch64
  [[ -z $valgrind ]] && return
  say 'make test-valgrind'
  wait "$valgrind" || fail "make test-valgrind failed: $(cat "$valgrind_log")"
  cat "$valgrind_log"
  rm -f "$valgrind_log"
  trap - EXIT
}

# native_tests TARGET TOOL...
native_tests() {
  if has_tools "$@"; then
    say "make $1"
    make --no-print-directory -C native "$1"
  fi
}

# has_tools TARGET TOOL...: otherwise the target is skipped.
has_tools() {
  local target=$1 tool
  shift
  for tool in "$@"; do
    if ! command -v "$tool" >/dev/null; then
      skip "native ($target)" tool "$tool is not on the PATH"
      return 1
    fi
  done
}
