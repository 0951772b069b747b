package io.github.usdt4j.tracertests.examples;

import io.github.usdt4j.testsupport.Readme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A script of tools/, with the session that its header shows. */
final class Script {
  private static final String INDENT = " *   ";

  private final Path file;
  private final List<String> lines;
  private final String start;
  private final String command;

  /** The script of that name. */
  Script(String name) {
    file = Readme.root().resolve("tools").resolve(name);
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start =
        INDENT + (name.endsWith(".bt") ? "# bpftrace -p PID tools/" : "# dtrace -s tools/") + name;
    command =
        lines.stream()
            .filter(line -> line.startsWith(start))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no line of " + file + " starts with " + start));
  }

  Path file() {
    return file;
  }

  /** The arguments of the session. */
  List<String> arguments() {
    return Arrays.stream(command.substring(start.length()).split(" "))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The output of the session, up to the first empty line. */
  List<String> shown() {
    return lines.stream()
        .skip(lines.indexOf(command) + 1L)
        .takeWhile(line -> line.startsWith(INDENT))
        .map(line -> line.substring(INDENT.length()))
        .toList();
  }
}
