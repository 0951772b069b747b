# What is tried on each kernel. A cell is a script in tools/vm/cells, which runs in the guest.

cell_names() {
  echo kernel bpftrace dtrace perf gdb logback log4j2
}

# check_names KERNEL... -- CELL...
check_names() {
  while [[ $1 != -- ]]; do
    suite_of "$1" >/dev/null || exit 2
    shift
  done
  shift
  local cell
  for cell; do
    [[ " $(cell_names) " == *" $cell "* ]] && continue
    echo "tools/vm/run: no such cell: $cell; there are $(cell_names)" >&2
    exit 2
  done
}

is_wanted() {
  [[ " ${cells[*]} " == *" $1 "* ]]
}

wants_architecture() {
  [[ "${kernels[*]} " == *"-$1 "* ]]
}

fetch_for_cells() {
  is_wanted dtrace || return 0
  tools/dtrace --fetch "$1" || exit 3
}

# Programs in C are built here; what Maven builds must be there.
build_for_cells() {
  if wants_architecture amd64; then
    build_shop cc x86_64 dist
    build_kernel_tests cc test
  fi
  if wants_architecture arm64; then
    build_shop aarch64-linux-gnu-gcc aarch64 dist-aarch64
    build_kernel_tests aarch64-linux-gnu-gcc test-aarch64
  fi
  local name
  for name in logback log4j2; do
    is_wanted "$name" || continue
    [[ -e examples/$name-orders/target/$name-orders.jar ]] && ls snoop/target/usdt4j-snoop-*.jar >/dev/null 2>&1 && continue
    echo 'tools/vm/run: the examples and snoop are not built: mvn package -DskipTests -DskipITs' >&2
    exit 1
  done
}

# note_results KERNEL LOG: a line a cell in target/vm/KERNEL.tsv, in place of an older one, and shown; fails when one did
# not pass.
note_results() {
  local release cell result seconds version good=0 file=target/vm/$1.tsv
  release=$(grep -aom1 'GUEST [0-9].*' "$2" | cut -d ' ' -f 2) || release='no boot'
  touch "$file"
  for cell in "${cells[@]}"; do
    IFS=$'\t' read -r result seconds version < <(sed -n "s/^CELL\t$cell\t//p" "$2") ||
      { result=no seconds=- version='the guest ended'; }
    [[ $result == yes ]] || good=1
    sed -i "/\t$cell\t/d" "$file"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$release" "$cell" "$result" "$seconds" "$(date -u +%F)" "$version" >>"$file"
    printf '%-10s %-9s %-3s %4ss  %s\n' "$1" "$cell" "$result" "$seconds" "$version"
  done
  [[ $good == 0 ]] || echo "$2 has what the guest printed"
  return "$good"
}

# Of all results that are there, in the order of the kernels' names.
write_table() {
  local kernel files=()
  for kernel in $(kernel_names); do
    [[ ! -e target/vm/$kernel.tsv ]] || files+=("target/vm/$kernel.tsv")
  done
  awk -v cells="$(cell_names)" -f tools/vm/table.awk "${files[@]}" >target/vm/table.md
}
