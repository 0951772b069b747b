# What an attached tracer changes in the process, read from outside: the image's semaphores and code.

image=
traces=
found_leftovers=0

find_image() {
  image=$(awk '$6 ~ /\/log\.so$/ { print $6; exit }' "/proc/$service/maps")
  [[ -f $image ]] || fail "the service has no image: $(cat "$work/service.out")"
}

# traces="SEMAPHORES BYTES": those that are not zero, and those of the code that differ from the file's.
count_traces() {
  local base from to offset address semaphores=0 bytes
  read -r base to offset < <(image_mapping r--p)
  for address in $(semaphore_addresses); do
    [[ $(memory $((16#$base + address)) 2 | od -An -tu2) -eq 0 ]] || semaphores=$((semaphores + 1))
  done
  read -r from to offset < <(image_mapping r-xp)
  from=$((16#$from)) to=$((16#$to)) offset=$((16#$offset))
  bytes=$(different_bytes <(memory "$from" $((to - from))) <(tail -c "+$((offset + 1))" "$image" | head -c $((to - from))))
  traces="$semaphores $bytes"
}

# Of all probes: those of log probes are one for each level.
semaphore_addresses() {
  readelf -Wn "$image" 2>/dev/null | sed -n 's/.*Semaphore: //p' | sort -u
}

different_bytes() {
  { cmp -l "$1" "$2" || true; } | wc -l
}

# image_mapping PERMISSIONS: START END OFFSET of the first such mapping
image_mapping() {
  awk -v image="$image" -v permissions="$1" '$6 == image && $2 == permissions { sub("-", " ", $1); print $1, $3; exit }' \
    "/proc/$service/maps"
}

# memory ADDRESS SIZE
memory() {
  dd if="/proc/$service/mem" iflag=skip_bytes,count_bytes skip="$1" count="$2" bs=64K status=none
}

tracefs_events() {
  local events=/sys/kernel/tracing/uprobe_events
  if [[ -r $events ]]; then
    grep -cF "$image" "$events" || true
  else
    echo 0
  fi
}

count_processes() {
  if is_running "$1"; then echo 1; else echo 0; fi
}

# report WHAT BEFORE COUNT: none is as it should be
report() {
  local before=''
  [[ $2 == - ]] || before=" ($2)"
  printf '   %-32s %d%s\n' "$1" "$3" "$before"
  [[ $3 == 0 ]] || found_leftovers=1
}
