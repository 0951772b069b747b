# The program whose probe the tracers' cells read: its semaphore must rise and fall with the tracer.

. tools/vm/cells/messages.sh

# What the probe's six arguments are.
sold='grüße 😀|-42|1099511627776|200||-7'

start_shop() {
  touch "$work/shop.out"
  "target/vm/shop-$(uname -m)" >"$work/shop.out" 2>"$work/shop.err" &
  shop=$!
  trap 'kill -KILL $shop; rm -rf "$work"' EXIT
  await 'the program' grep -q '^image ' "$work/shop.out"
  image=$(sed -n 's/^image //p' "$work/shop.out")
}

# trace_shop COMMAND...: starts a tracer, and ends it by Ctrl-C when it has printed the arguments.
trace_shop() {
  touch "$work/tracer.out"
  # A job in the background would ignore the signal, and so would what it starts.
  env --default-signal=INT "$@" >"$work/tracer.out" 2>"$work/tracer.err" &
  tracer=$!
  await 'the arguments' tracer_printed "$sold"
  kill -INT "$tracer"
  wait "$tracer" || true
  await_detached
}

tracer_printed() {
  kill -0 "$tracer" 2>/dev/null || has "$1" "$work/tracer.out" || fail 'the tracer ended'
  has "$1" "$work/tracer.out"
}

await_detached() {
  has attached "$work/shop.out" || fail 'the semaphore did not rise'
  await 'the end of the tracer' has detached "$work/shop.out"
  kill -0 "$shop" || fail 'the program ended'
}
