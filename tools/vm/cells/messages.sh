# How cells wait, fail, and name the version of what they try; they run in the guest, in the project's folder.

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

version() {
  printf 'VERSION %s\n' "$*"
}

fail() {
  printf 'FAILED %s\n' "$*"
  tail -n 8 "$work"/*.out "$work"/*.err 2>/dev/null
  exit 1
}

# await WHAT COMMAND...: until it succeeds. Only what hangs takes so long; the cell as a whole has a limit too.
await() {
  local what=$1 deadline=$((SECONDS + ${USDT4J_VM_SECONDS:-600}))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || fail "no sign of $what"
    sleep 0.2
  done
}

# has TEXT FILE [COUNT]: so many lines that are the text, or one.
has() {
  (($(grep -cxF -- "$1" "$2") >= ${3-1}))
}
