# What check and demo print, and how check skips.

export USDT4J_SKIPS_FORBIDDEN=${CI:-false}
skips=()

say() {
  printf '== %s\n' "$*"
}

fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# skip RING TYPE REASON
skip() {
  local text="SKIPPED $1: $2: $3"
  if [[ $USDT4J_SKIPS_FORBIDDEN == true ]]; then
    fail "skips are forbidden here: $text"
  fi
  skips+=("$text")
}

is_root() {
  [[ $(id -u) == 0 ]]
}
