# What runs beside Maven, so that it uses what that leaves of the processors.

declare -A background=()

# in_background NAME COMMAND...: in a process group of its own, which ends as a whole.
in_background() {
  set -m
  "${@:2}" &
  background[$1]=$!
  set +m
}

is_in_background() {
  [[ -n ${background[$1]-} ]]
}

# await_background NAME: has its status.
await_background() {
  local status=0
  wait "${background[$1]}" || status=$?
  unset "background[$1]"
  return "$status"
}

end_background() {
  local group
  for group in "${background[@]}"; do
    kill -- "-$group" 2>/dev/null || true
  done
}
