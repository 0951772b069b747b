package io.github.usdt4j.snoop.proc;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which type of file system an open file is in, from the number of its mount, which stays the
 * same while the file is open. Neither the path nor the device is asked: a process can mount what
 * it likes in its own mount namespace.
 */
final class FileSystemType {
  /** All mounts of a machine with very many: the kernel allows 100,000 in a mount namespace. */
  private static final int MAX_BYTES = 16 << 20;

  private static final Path TYPES = Path.of("/proc/filesystems");

  /**
   * What stands before a type that needs no device, among them all whose files the kernel makes.
   */
  private static final String WITHOUT_DEVICE = "nodev\t";

  /** The types without a device whose files hold what users have written. */
  private static final Set<String> OF_USERS =
      Set.of(
          "9p",
          "afs",
          "aufs",
          "beegfs",
          "ceph",
          "cifs",
          "coda",
          "devtmpfs",
          "ecryptfs",
          "fuse",
          "gpfs",
          "hugetlbfs",
          "lustre",
          "nfs",
          "nfs4",
          "orangefs",
          "overlay",
          "prl_fs",
          "ramfs",
          "rootfs",
          "shiftfs",
          "smb3",
          "tmpfs",
          "ubifs",
          "vboxsf",
          "virtiofs",
          "vmhgfs",
          "zfs");

  private FileSystemType() {}

  /**
   * Returns the type for an open file of this process; empty where it is mounted neither in this
   * mount namespace nor in that of the traced process.
   *
   * @param pid the traced process, which has led to the file
   */
  static Optional<String> of(long pid, int descriptor) {
    String information = Proc.text(Proc.ownFile("fdinfo/" + descriptor), MAX_BYTES);
    String mount = Proc.field(information, "mnt_id");
    return mount.isEmpty()
        ? Optional.empty()
        : type(Proc.ownFile("mountinfo"), mount).or(() -> type(Proc.file(pid, "mountinfo"), mount));
  }

  private static Optional<String> type(Path mounts, String mount) {
    // 36 35 98:0 / /mnt rw,noatime master:1 - ext3 /dev/root rw; names have no blanks here.
    String separator = " - ";
    return Proc.lines(Proc.text(mounts, MAX_BYTES))
        .filter(line -> line.startsWith(mount + " ") && line.contains(separator))
        .map(line -> line.substring(line.indexOf(separator) + separator.length()))
        .map(rest -> rest.substring(0, Math.max(rest.indexOf(' '), 0)))
        .findFirst();
  }

  /**
   * Returns whether the kernel makes the files of a type when they are read: they may say any size,
   * wait, or take what is there from others. A type that is not known here counts as one of these,
   * unless it needs a device.
   */
  static boolean isOfKernel(String type) {
    // fuse.sshfs
    String name = type.split("\\.", 2)[0];
    return !OF_USERS.contains(name)
        && Proc.lines(Proc.text(TYPES, MAX_BYTES)).anyMatch((WITHOUT_DEVICE + name)::equals);
  }
}
