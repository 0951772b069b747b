package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.proc.Proc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;

/**
 * Holds what is kept of the arguments of a process. They may be megabytes, of very many processes;
 * so they are read in pieces and compared meanwhile, and are not kept.
 *
 * @param name what people know the process by
 * @param names those of the names asked for that its arguments, joined by blanks, have in them
 */
record CommandLine(String name, Set<String> names) {
  /** More than the kernel takes when a program is started. */
  private static final int MAX_BYTES = 8 << 20;

  private static final int CHUNK = 1 << 13;

  /**
   * Reads the arguments of a process; where they are all empty, the name that the kernel has for it
   * counts.
   *
   * @param asked the names to look for
   */
  static CommandLine read(long pid, Set<String> asked) {
    ProgramName program = new ProgramName();
    Occurrences occurrences = new Occurrences(asked);
    boolean isEmpty = true;
    try (InputStream in = Files.newInputStream(Proc.file(pid, "cmdline"))) {
      byte[] chunk = new byte[CHUNK];
      int left = MAX_BYTES;
      for (int size = in.read(chunk);
          size > 0 && left > 0 && !(program.isKnown() && occurrences.areAllFound());
          size = in.read(chunk)) {
        left -= size;
        for (int i = 0; i < size; i++) {
          isEmpty &= chunk[i] == 0;
          program.take(chunk[i]);
          occurrences.take(chunk[i]);
        }
      }
    } catch (IOException e) {
      // The process is gone; what was read counts.
    }
    program.take((byte) 0);
    String name = program.name();
    if (isEmpty || name.isEmpty()) {
      name = Proc.kernelName(pid);
    }
    if (isEmpty) {
      for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
        occurrences.take(one);
      }
    }
    return new CommandLine(ProgramName.shown(name), occurrences.found());
  }
}
