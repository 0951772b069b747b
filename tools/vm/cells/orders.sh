# The order service in a JVM, with what ./demo uses to start it, to send orders and to look for what tracers leave.

. tools/vm/cells/messages.sh
. tools/demo/processes.sh
. tools/demo/orders.sh
. tools/demo/leftovers.sh

export JAVA_TOOL_OPTIONS='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
tenant=initech

# try_orders FRAMEWORK: each tracer sees what the service does not log, comes and goes while orders arrive, and leaves
# nothing in it.
try_orders() {
  example=$1-orders
  version "$(java -version 2>&1 | grep -o 'version "[^"]*"'), snoop, $(bpftrace --version), tracefs"
  trap clean_up EXIT
  start_service
  deadline=$((SECONDS + 900))
  find_image
  follow_with_snoop
  follow_with_bpftrace
  attach_under_load
  ! grep -q DEBUG "$work/service.out" || fail 'the log has what its level disables'
  stop_service
  [[ ! -e $image ]] || fail 'the image is still there'
}

follow_with_snoop() {
  echo "snoop"
  touch "$work/snoop.out"
  env --default-signal=INT bin/snoop -p "$service" -l debug >"$work/snoop.out" 2>"$work/snoop.err" &
  tracer=$!
  await 'snoop' grep -q '^snoop: following' "$work/snoop.err"
  await 'its semaphores' has_semaphores
  expect_answer order acme 3 green-tea
  await 'the event' grep -q 'DEBUG .*\.Credit: 1170 cents {.*tenant=acme, limit=5000000, owed=0}' "$work/snoop.out"
  end "$tracer" INT
  expect_nothing_left
}

follow_with_bpftrace() {
  echo "bpftrace"
  attach_tracer
  expect_answer refused: initech 3 teapot
  await 'the event' grep -q 'DEBUG .*Credit: 14700 cents {.*tenant=initech limit=10000 owed=0}' "$work/tracer.out"
  detach_tracer
  expect_nothing_left
}

# The kernel's own interface, since that is quick: each time, until events have come.
attach_under_load() {
  local site semaphore round
  echo "load"
  read -r site semaphore < <(readelf -Wn "$image" 2>/dev/null | awk '
    /Provider:/ { here = $2 == "log" } /Name:/ { here = here && $2 == "debug" }
    here && /Location:/ { sub(",", "", $2); print $2, $NF; exit }')
  send_orders &
  orders=$!
  for round in {1..20}; do
    kernel_event "p:usdt4j_vm/debug $image:$site($semaphore)"
    echo 1 >/sys/kernel/tracing/events/usdt4j_vm/debug/enable
    await "events of attachment $round" has_hits
    echo 0 >/sys/kernel/tracing/events/usdt4j_vm/debug/enable
    kernel_event '-:usdt4j_vm/debug'
  done
  touch "$work/stop"
  wait "$orders" || fail 'an order was not answered'
  expect_nothing_left
}

send_orders() {
  until [[ -e $work/stop ]]; do
    expect_answer order acme 1 oolong
  done
}

kernel_event() {
  echo "$1" >>/sys/kernel/tracing/uprobe_events
}

has_hits() {
  awk '$2 == "debug" && $3 > 0 { found = 1 } END { exit !found }' /sys/kernel/tracing/uprobe_profile
}

# expect_answer START TENANT QUANTITY ITEM
expect_answer() {
  local answer
  answer=$(send_order "${@:2}") || fail "no answer to an order of $2"
  [[ $answer == "$1"* ]] || fail "the answer was $answer"
}

has_semaphores() {
  kill -0 "$tracer" 2>/dev/null || fail 'the tracer ended'
  count_traces
  [[ ${traces%% *} != 0 ]]
}

expect_nothing_left() {
  await 'semaphores and code as they were' has_no_traces
}

has_no_traces() {
  count_traces
  [[ $traces == '0 0' ]]
}
