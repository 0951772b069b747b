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

# Programs of the cells that are written in C; what Maven builds must be there.
build_for_cells() {
  if wants_architecture amd64; then build_native all test cc x86_64 dist; fi
  if wants_architecture arm64; then build_native aarch64 test-aarch64 aarch64-linux-gnu-gcc aarch64 dist-aarch64; fi
  local name
  for name in logback log4j2; do
    is_wanted "$name" || continue
    [[ -e examples/$name-orders/target/$name-orders.jar ]] && ls snoop/target/usdt4j-snoop-*.jar >/dev/null 2>&1 && continue
    echo 'tools/vm/run: the examples and snoop are not built: mvn package -DskipTests -DskipITs' >&2
    exit 1
  done
}

# build_native LIBRARY TEST COMPILER MACHINE DISTRIBUTION
build_native() {
  command -v "$3" >/dev/null || unavailable "$3 is not on the PATH"
  make -s -C native -j "$(nproc)" "$1" "target/c/$2/usdt-test"
  "$3" -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -O2 -Inative/target/"$5"/include tools/vm/shop.c \
    native/target/"$5"/lib/libusdt.a -ldl -pthread -o "target/vm/shop-$4"
}

# note_results KERNEL LOG: a line a cell in target/vm/KERNEL.tsv, and shown; fails when one did not pass.
note_results() {
  local release cell result seconds version good=0
  release=$(grep -aom1 'GUEST [0-9].*' "$2" | cut -d ' ' -f 2)
  : >"target/vm/$1.tsv"
  for cell in "${cells[@]}"; do
    IFS=$'\t' read -r result seconds version < <(sed -n "s/^CELL\t$cell\t//p" "$2") ||
      { result=no seconds=- version='the guest ended'; }
    [[ $result == yes ]] || good=1
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "${release:-no boot}" "$cell" "$result" "$seconds" "$(date -u +%F)" \
      "$version" >>"target/vm/$1.tsv"
    printf '%-10s %-9s %-3s %4ss  %s\n' "$1" "$cell" "$result" "$seconds" "$version"
  done
  [[ $good == 0 ]] || echo "$2 has what the guest printed"
  return "$good"
}
