# Debian packages that the build and the tests use: name, and what for.
packages() {
  cat <<'END'
make                    builds libusdt
gcc                     compiles libusdt
g++                     compiles the JNI library
gcc-aarch64-linux-gnu   compiles libusdt for arm64
g++-aarch64-linux-gnu   compiles the JNI library for arm64
qemu-user               runs the arm64 tests of libusdt
qemu-system-x86         boots other kernels
qemu-system-arm         boots kernels for arm64
busybox-static          the first program of such a guest
xz-utils                unpacks kernels and their modules
zstd                    the same
valgrind                checks the memory of libusdt
binutils                readelf, to compare with our reading of notes
elfutils                eu-readelf, the second opinion on notes
llvm                    llvm-readelf, the third opinion on notes
bpftrace                a tracer to be attached in tests
bpfcc-tools             a tracer to be attached in tests: tplist, trace
linux-headers-amd64     what bcc compiles its programs against
linux-perf              a tracer to be attached in tests: perf
gdb                     a tracer to be attached in tests
gpg                     signs a release with a key that is thrown away
golang-go               builds the example in Go, a binding for libusdt
python3                 a process in tests that maps images as it likes, and bcc's scripts
systemtap-sdt-dev       sys/sdt.h, for the C program that probes are compared with
lttng-tools             LTTng's session daemon, for the log events that ours are compared with
liblttng-ust-agent-java LTTng's appender for Log4j, the same
pkg-config              finds the built libusdt as a C program would
musl-tools              musl, for a program that loads libraries built for glibc
procps                  kill, to end a tracer as a person would
systemd                 systemd-tmpfiles, a cleaner of temporary files
util-linux              unshare and mount, for directories that are noexec, full or read-only
END
}

is_installed() {
  [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# missing_packages [NAME...]: of all, or of these.
missing_packages() {
  local name why
  while read -r name why; do
    [[ $# == 0 || " $* " == *" $name "* ]] || continue
    is_installed "$name" || echo "$name"
  done < <(packages)
}

# install_packages [NAME...]: all, or these.
install_packages() {
  command -v dpkg-query >/dev/null || { say 'not a Debian: nothing is installed'; return; }
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if [[ ${#missing[@]} == 0 ]]; then
    say 'all packages are there'
  elif is_root; then
    say 'installing:'
    packages | grep -E "^($(printf '%s\n' "${missing[@]}" | sed 's/+/\\+/g' | paste -sd '|')) "
    apt_install "${missing[@]}"
  else
    say "not root, so these stay missing: ${missing[*]}"
  fi
}

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update || say 'apt-get update failed; trying with what is known'
  apt-get -qq install -y --no-install-recommends "$@" >/dev/null && return
  say 'not all at once; one by one'
  local name
  for name in "$@"; do
    apt-get -qq install -y --no-install-recommends "$name" >/dev/null || say "cannot install $name"
  done
}

# Into its cache, where the tests take it from; only root can trace.
fetch_dtrace() {
  is_root || return 0
  if tools/dtrace --fetch; then
    say 'DTrace is there'
  else
    say 'DTrace cannot be fetched'
  fi
}
