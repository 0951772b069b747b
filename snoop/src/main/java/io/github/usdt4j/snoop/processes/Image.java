package io.github.usdt4j.snoop.processes;

import java.nio.file.Path;
import java.util.List;

/**
 * An image that a process has mapped.
 *
 * @param id device and inode
 * @param path as the process sees it
 * @param file where this process can open it, whatever the mount namespace, also when it is in
 *     memory or unlinked
 * @param base address of its start in the process
 */
public record Image(String id, String path, Path file, long base, List<ProbeNote> probes) {
  /** Whether other processes may fire the same probes. */
  public boolean isShared() {
    return path.contains("/shared/");
  }

  /** The module's name as users see it: the file's without directory and ending. */
  public String module() {
    String name = path.replace(" (deleted)", "");
    name = name.substring(name.lastIndexOf('/') + 1);
    return name.startsWith("memfd:")
        ? name.substring("memfd:".length())
        : name.replaceFirst("\\.so$", "");
  }
}
