package io.github.usdt4j.snoop.processes;

import java.util.List;
import java.util.Set;

/** What people call a process. */
final class ProcessNames {
  private static final Set<String> WITH_VALUE =
      Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-modules");

  private ProcessNames() {}

  /** The jar or main class of a java command, else the program, without directories. */
  static String of(List<String> command) {
    String program = base(command.get(0));
    if (!program.equals("java")) {
      return program;
    }
    for (int i = 1; i < command.size(); i++) {
      String word = command.get(i);
      if (WITH_VALUE.contains(word)) {
        i++;
      } else if (!word.startsWith("-")) {
        return base(word);
      }
    }
    return program;
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
