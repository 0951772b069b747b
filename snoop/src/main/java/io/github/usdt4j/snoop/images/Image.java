package io.github.usdt4j.snoop.images;

import java.nio.file.Path;
import java.util.List;

/**
 * Describes an image that a process has mapped, as it was found. To attach to it, or to see all of
 * its probes, open it as an {@link ImageFile}.
 *
 * @param device of its file, as {@code stat -c %d} shows it
 * @param inode of its file, as {@code stat -c %i} shows it
 * @param fileInMaps its device and inode as the kernel writes them in /proc/PID/maps, which may be
 *     others than those of {@code stat}
 * @param range of its first mapping: the name of the kernel's link in /proc/PID/map_files
 * @param path as the process sees it: what it likes to call it
 * @param file where this process can open it, whatever the mount namespace, also when it is in
 *     memory or unlinked
 * @param base address of its start in the process
 * @param records its record probes: the first ones, should there be very many
 */
public record Image(
    long device,
    long inode,
    String fileInMaps,
    String range,
    String path,
    Path file,
    long base,
    List<ProbeNote> records) {
  /** Returns an id that tells the image's file from all others. */
  public String id() {
    return device + ":" + inode;
  }

  /** Returns whether other processes may fire the same probes. */
  public boolean isShared() {
    return path.contains("/shared/");
  }
}
