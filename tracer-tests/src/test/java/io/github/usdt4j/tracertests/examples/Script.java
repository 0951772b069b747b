package io.github.usdt4j.tracertests.examples;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.tracertests.Readme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A bpftrace script of tools/, with the session that its header shows. */
final class Script {
  private static final String INDENT = " *   ";

  private final Path file;
  private final List<String> lines;
  private final String command;

  /** The script of that name. */
  Script(String name) {
    file = Readme.root().resolve("tools").resolve(name);
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String start = INDENT + "# bpftrace -p PID tools/" + name;
    command =
        lines.stream()
            .filter(line -> line.startsWith(start))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no line of " + file + " starts with " + start));
  }

  /** Attaches it with the arguments of the session. */
  Bpftrace attach(long pid) {
    List<String> words = List.of(command.substring(INDENT.length()).split(" "));
    return Bpftrace.attach(pid, file, words.subList(5, words.size()));
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
