# The root file system of guests: for amd64 this machine's own, for arm64 packages of the same release of Debian.

arm64_packages=(bash dash coreutils grep sed mawk findutils diffutils procps util-linux binutils busybox-static
  bpftrace linux-perf gdb default-jre-headless)

root_of() {
  if [[ $1 == amd64 ]]; then echo /; else arm64_root; fi
}

arm64_root() {
  echo "$(cache_folder)/vm/root-$(release)-arm64"
}

release() {
  (. /etc/os-release && echo "${VERSION_CODENAME-}")
}

# A static one, which runs before there is a root file system.
busybox_of() {
  if [[ $1 == amd64 ]]; then command -v busybox; else echo "$(arm64_root)/bin/busybox"; fi
}

fetch_root() {
  [[ $1 == amd64 ]] || fill_cache "$(arm64_root)" unpack_root "$(release)" "$1" "${arm64_packages[@]}"
}

# unpack_root NEW RELEASE ARCHITECTURE PACKAGE...
unpack_root() {
  open_suite "$1" "$2" "$3"
  unpack_with_dependencies "$1" "${@:4}"
  finish_root "$1/root"
}
