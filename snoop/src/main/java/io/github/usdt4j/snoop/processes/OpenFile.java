package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.proc.Deadline;
import io.github.usdt4j.snoop.proc.KernelText;
import io.github.usdt4j.snoop.proc.Proc;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Describes a file that a process has open.
 *
 * @param descriptor its link in /proc/PID/fd
 * @param path where the link leads, which the process can choose
 */
record OpenFile(Path descriptor, String path) {
  /** The most descriptors that snoop looks at: more than a process has that means no harm. */
  private static final int MAX_DESCRIPTORS = 1 << 16;

  /**
   * Finds files whose paths have a match of a pattern; there are none in a process that is gone, or
   * of another user.
   *
   * @param most how many are enough
   * @param deadline after which no more are looked for
   */
  static List<OpenFile> find(long pid, Pattern pattern, int most, Deadline deadline) {
    List<OpenFile> found = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Proc.file(pid, "fd"))) {
      int seen = 0;
      for (Path descriptor : descriptors) {
        if (seen++ == MAX_DESCRIPTORS || found.size() == most || deadline.isOver()) {
          break;
        }
        String path = link(descriptor);
        if (pattern.matcher(path).find()) {
          found.add(new OpenFile(descriptor, path));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What was found is all that can be seen.
      return found;
    }
    return found;
  }

  /** Returns where a descriptor of a process leads, or an empty text when it is closed. */
  private static String link(Path descriptor) {
    try {
      return KernelText.link(descriptor);
    } catch (IOException e) {
      return "";
    }
  }
}
