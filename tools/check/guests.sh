# Other kernels, two of those that tools/vm/run boots: in the background, as libusdt's own tests.

guests_output=

start_guests() {
  is_root || { skip guests permission 'not root'; return; }
  say 'other kernels, in the background'
  guests_output=$(mktemp)
  in_background guests run_guests >"$guests_output" 2>&1
}

run_guests() {
  tools/vm/run --only kernel,dtrace 6.12-amd64 && tools/vm/run --only kernel,bpftrace 6.1-arm64
}

await_guests() {
  is_in_background guests || return 0
  local status=0
  await_background guests || status=$?
  printf '== other kernels\n'
  cat "$guests_output"
  case $status in
    0) ;;
    3) skip guests package "$(tail -n 1 "$guests_output")" ;;
    *) fail 'a test in a guest failed: see above' ;;
  esac
}
