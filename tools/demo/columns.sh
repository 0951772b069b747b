# What the application logged and what the tracer saw, side by side where the terminal has room.

print_columns() {
  grep -v "^pid " "$work/service.out" | expand -t 4 >"$work/left"
  # In the order of time; bpftrace prints that of several CPUs as it finds it.
  grep '^[0-9]*\.[0-9]* [A-Z]' "$work/tracer.out" | sort -n | sed -E 's/^[0-9.]+ //; s/ io\.github\.[a-z0-9.]+\./ /' >"$work/right"
  local left='THE APPLICATION LOGGED (INFO)' right="THE TRACER SAW (DEBUG, tenant $tenant only)" width
  width=$(terminal_width)
  echo
  if ((width < 100)); then
    printf '%s\n' "$left" && cat "$work/left"
    printf '\n%s\n' "$right" && cat "$work/right"
  else
    awk -v width="$width" -v tenant="$tenant" -v titles="$left|$right" -f tools/demo/columns.awk "$work/left" "$work/right"
  fi
  echo
}

terminal_width() {
  if [[ -n ${COLUMNS:-} ]]; then
    echo "$COLUMNS"
  elif [[ -t 1 ]]; then
    tput cols 2>/dev/null || echo 80
  else
    echo 140
  fi
}
