package io.github.usdt4j.agent.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tells what {@code /proc} has of the process that a command is for. */
record Target(int pid) {
  /**
   * Checks that the process is a HotSpot JVM. Others may end by the signal with which the JDK asks
   * for an attachment.
   */
  void check() throws CommandException {
    if (!Files.isDirectory(proc(""))) {
      throw new CommandException("there is no process " + pid);
    }
    try (Stream<String> maps = Files.lines(proc("maps"), StandardCharsets.ISO_8859_1)) {
      if (maps.noneMatch(line -> line.endsWith("/libjvm.so"))) {
        throw new CommandException(
            "process " + pid + " is no JVM: it maps no libjvm.so; name the id of its java process");
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new CommandException(
          "process " + pid + " cannot be read; run usdt4j as its user, or as root", e);
    }
  }

  /** Returns whether the process was started with an option. */
  boolean hasOption(String option) {
    return arguments().contains(option);
  }

  private List<String> arguments() {
    try {
      String all = Files.readString(proc("cmdline"), StandardCharsets.ISO_8859_1);
      return Arrays.asList(all.split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }

  private Path proc(String file) {
    return Path.of("/proc", Integer.toString(pid), file);
  }
}
