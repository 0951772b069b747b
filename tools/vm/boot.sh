# A guest: its initramfs, and qemu, which emulates the processor, so no machine needs KVM.

# make_initramfs FOLDER_OF_KERNEL COMMAND BUSYBOX >FILE: in the guest COMMAND runs in the root file system that qemu exports, with
# an overlay, so that it may write; the project is /project there and what was fetched is /cache.
make_initramfs() {
  local work
  work=$(mktemp -d)
  mkdir -p "$work"/{bin,modules,proc,sys,dev,lower,upper,new}
  cp "$3" "$work/bin/busybox"
  cp "$1"/modules/*.ko "$work/modules/"
  init_of_guest "$2" >"$work/init"
  chmod +x "$work/init"
  (cd "$work" && find . | busybox cpio -o -H newc 2>/dev/null | gzip -1)
  rm -r "$work"
}

init_of_guest() {
  cat <<END_OF_INIT
#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
# In no order: what needs another one goes in the next time.
for round in 1 2 3; do for module in /modules/*.ko; do insmod \$module 2>/dev/null; done; done
export_of() { mount -t 9p -o trans=virtio,version=9p2000.L,cache=loose,msize=512000,ro \$1 \$2 || echo "no \$1"; }
export_of root /lower
mount -t tmpfs tmpfs /upper; mkdir /upper/u /upper/w
mount -t overlay -o lowerdir=/lower,upperdir=/upper/u,workdir=/upper/w overlay /new || echo 'no overlay'
mkdir -p /new/project /new/cache; export_of project /new/project; export_of cache /new/cache
mkdir -p /new/proc /new/sys /new/dev /new/tmp /new/run
mount -t proc proc /new/proc; mount -t sysfs sys /new/sys; mount -t devtmpfs dev /new/dev
ln -s /proc/self/fd /new/dev/fd; mkdir -p /new/dev/shm; mount -t tmpfs tmpfs /new/dev/shm; mount -t tmpfs tmpfs /new/tmp; mount -t tmpfs tmpfs /new/run
mount -t tracefs t /new/sys/kernel/tracing; mount -t debugfs d /new/sys/kernel/debug; mount -t bpf b /new/sys/fs/bpf
ifconfig lo 127.0.0.1 up
# Not by chroot: DTrace, in a mount name space of its own, would see paths from before it.
exec switch_root /new /bin/bash -c '$1; sync; echo o >/proc/sysrq-trigger; sleep 60'
END_OF_INIT
}

# boot ARCHITECTURE KERNEL INITRAMFS ROOT SECONDS: what the guest prints.
boot() {
  local command console exports
  case $1 in
    amd64) command=(qemu-system-x86_64 -machine 'q35,accel=tcg' -cpu max) console=ttyS0 ;;
    arm64) command=(qemu-system-aarch64 -machine virt -cpu cortex-a72) console=ttyAMA0 ;;
  esac
  mapfile -t exports < <(export_folder root "$4"; export_folder project "$PWD"; export_folder cache "$(cache_folder)")
  timeout --foreground "$5" "${command[@]}" -smp 2 -m 3G -nographic -no-reboot -nic none -kernel "$2" -initrd "$3" \
    -append "console=$console quiet panic=-1 mitigations=off" "${exports[@]}" </dev/null
}

# export_folder NAME FOLDER: without multidevs files of different devices would be taken for one another.
export_folder() {
  printf '%s\n' -fsdev "local,id=$1,path=$2,security_model=none,readonly=on,multidevs=remap" \
    -device "virtio-9p-pci,fsdev=$1,mount_tag=$1"
}
