package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.processes.TracedProcess;
import java.util.List;

/**
 * Holds an image of a process and its record probes that a script shows. Their providers' names can
 * stand in a script as they are.
 */
record Target(TracedProcess process, Image image, List<ProbeNote> probes) {
  long pid() {
    return process.pid();
  }

  /** Returns device and inode, as {@code stat -c %d:%i} shows them. */
  String identity() {
    return image.id();
  }

  /**
   * Returns the kernel's link to the image, which leads to the mapped file whatever it is called.
   */
  String link() {
    return image.file().toString();
  }
}
