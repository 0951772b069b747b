package io.github.usdt4j.snoop.processes;

import java.util.List;
import java.util.Set;

/** Makes the names by which people know processes. */
final class ProcessNames {
  private static final Set<String> WITH_VALUE =
      Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-modules");

  private static final int LONGEST = 80;

  private ProcessNames() {}

  /**
   * Returns the jar or main class of a java command, else the program, without directories. A
   * process chooses it, so it is cut when it is long, and has no parentheses, which enclose the
   * user where it is shown.
   */
  static String of(List<String> command) {
    String name = whole(command).replace('(', '_').replace(')', '_');
    return name.codePointCount(0, name.length()) <= LONGEST
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST)) + "...";
  }

  private static String whole(List<String> command) {
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
