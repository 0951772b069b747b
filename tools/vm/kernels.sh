# The kernels: Debian's, which are fetched once. Each is named by version and architecture, "6.1-arm64".

kernel_names() {
  echo 5.10-amd64 6.1-amd64 6.12-amd64 7.2-amd64 5.10-arm64 6.1-arm64 6.12-arm64 7.2-arm64
}

# The release of Debian that has this version.
suite_of() {
  case $1 in
    5.10-*) echo bullseye ;;
    6.1-*) echo bookworm ;;
    6.12-*) echo trixie ;;
    7.2-*) echo sid ;;
    *) echo "tools/vm/run: no such kernel: $1; there are $(kernel_names)" >&2 && return 2 ;;
  esac
}

kernel_folder() {
  echo "$(cache_folder)/vm/kernel-$1"
}

fetch_kernel() {
  fill_cache "$(kernel_folder "$1")" unpack_kernel "$(suite_of "$1")" "${1##*-}"
}

# unpack_kernel NEW SUITE ARCHITECTURE: the image, and the modules that a guest's file systems need.
unpack_kernel() {
  local new=$1 packages
  open_suite "$1" "$2" "$3"
  mapfile -t packages < <(kernel_packages "$new" "$3")
  [[ ${#packages[@]} != 0 ]] || unavailable "Debian $2 has no kernel for $3"
  (cd "$new/archives" && in_suite "$new" apt-get -qq download "${packages[@]}") ||
    unavailable "these packages cannot be fetched: ${packages[*]}"
  local deb
  for deb in "$new"/archives/*.deb; do
    dpkg-deb -x "$deb" "$new/whole"
  done
  keep_kernel "$new/whole" "$new/root"
}

# What linux-image-ARCHITECTURE leads to, but for what has no kernel in it.
kernel_packages() {
  in_suite "$1" apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
    --no-enhances "linux-image-$2" | grep -E '^linux-(image|binary|modules)-[0-9]' | sort -u
}

keep_kernel() {
  local from=$1 to=$2 name file
  file=$(find "$from" -name 'vmlinuz*' -type f | head -n 1)
  [[ -n $file ]] || unavailable 'the packages have no kernel'
  cp "$file" "$to/vmlinuz"
  uncompress_zboot "$to/vmlinuz"
  mkdir "$to/modules"
  # Some kernels have some of these built in.
  for name in virtio virtio_ring virtio_pci_modern_dev virtio_pci_legacy_dev virtio_pci \
    netfs fscache 9pnet 9pnet_virtio 9p overlay; do
    file=$(find "$from" -name "$name.ko*" | head -n 1)
    case $file in
      '') ;;
      *.xz) xz -dc "$file" >"$to/modules/$name.ko" ;;
      *.zst) zstd -qdc "$file" >"$to/modules/$name.ko" ;;
      *) cp "$file" "$to/modules/$name.ko" ;;
    esac
  done
}

# Newer kernels for arm64 unpack themselves, but only where UEFI started them: "MZ", 2 bytes, "zimg", the offset and the
# size of what is packed, 8 bytes, the name of the packer.
uncompress_zboot() {
  [[ $(dd if="$1" bs=4 skip=1 count=1 status=none | tr -d '\0') == zimg ]] || return 0
  local offset size
  read -r offset size < <(od -An -tu4 -j8 -N8 "$1")
  case $(dd if="$1" bs=1 skip=24 count=8 status=none | tr -d '\0') in
    gzip) local unpack=(gzip -dc) ;;
    zstd*) local unpack=(zstd -qdc) ;;
    xz*) local unpack=(xz -dc) ;;
    *) unavailable "the kernel is packed in a way that is not known here" ;;
  esac
  tail -c "+$((offset + 1))" "$1" | head -c "$size" | "${unpack[@]}" >"$1.image"
  mv "$1.image" "$1"
}
