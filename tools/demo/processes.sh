# The service and the tracer: how they start, and how they end whatever happens.

service=
tracer=
deadline=$((SECONDS + 3600))

# await WHAT COMMAND...: until it succeeds. All waiting together has a limit, so that the demo ends by itself.
await() {
  local what=$1
  shift
  until "$@"; do
    ((SECONDS < deadline)) || fail "no sign of $what; the tracer wrote: $(cat "$work/tracer.err")"
    sleep 0.05
  done
}

start_service() {
  deadline=$((SECONDS + 300))
  mkdir "$work/tmp"
  touch "$work"/service.out "$work"/tracer.{out,err}
  java -Djava.io.tmpdir="$work/tmp" -jar "examples/$example/target/$example.jar" 0 >>"$work/service.out" 2>&1 &
  service=$!
  await 'the service' service_address >/dev/null
}

service_address() {
  kill -0 "$service" 2>/dev/null || fail "the service ended: $(cat "$work/service.out")"
  grep -om1 '^pid [0-9]*, http.*' "$work/service.out"
}

# The added line says that all is attached: what bpftrace prints itself comes before that.
attach_tracer() {
  local ready='interval:ms:20 /!@attached/ { @attached = 1; printf("attached\n"); } END { clear(@attached); }'
  BPFTRACE_STRLEN=100 bpftrace -B line -p "$service" -e "$(sed 1d tools/tenant.bt) $ready" "$tenant" \
    >>"$work/tracer.out" 2>>"$work/tracer.err" &
  tracer=$!
  await 'the tracer' tracer_is_attached
}

tracer_is_attached() {
  kill -0 "$tracer" 2>/dev/null || fail "bpftrace ended: $(cat "$work/tracer.err")"
  grep -q '^attached' "$work/tracer.out"
}

traced_answers() {
  (($(grep -c ': answered ' "$work/tracer.out") >= $1))
}

detach_tracer() {
  end "$tracer" INT
}

stop_service() {
  end "$service" TERM
}

# end PID SIGNAL: bpftrace may miss one signal; what misses all of them hangs and is killed.
end() {
  local round
  for round in {1..60}; do
    kill "-$2" "$1" 2>/dev/null || break
    ends_soon "$1" && break
  done
  kill -KILL "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

ends_soon() {
  local i
  for ((i = 0; i < 100; i++)); do
    is_running "$1" || return 0
    sleep 0.05
  done
  return 1
}

# A zombie has ended.
is_running() {
  [[ -e /proc/$1 ]] && ! grep -q '^State:	Z' "/proc/$1/status" 2>/dev/null
}

clean_up() {
  trap '' INT TERM
  [[ -z $tracer ]] || end "$tracer" INT
  [[ -z $service ]] || end "$service" TERM
  rm -rf "$work"
}
