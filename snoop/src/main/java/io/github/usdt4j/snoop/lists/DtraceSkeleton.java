package io.github.usdt4j.snoop.lists;

import io.github.usdt4j.snoop.terminal.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Writes a script in D, which prints a line for each event. */
final class DtraceSkeleton {
  /** D has arg0 to arg9. */
  private static final int MOST_ARGUMENTS = 10;

  private DtraceSkeleton() {}

  static String of(List<ProbeList> lists) {
    StringBuilder text =
        new StringBuilder(
            """
            #!/usr/sbin/dtrace -s
            /*
             * Shows the probes of an application, each with its arguments. To be changed as needed.
             * USAGE: dtrace -Zs FILE PID
             */

            #pragma D option quiet
            """);
    for (ProbeList list : lists) {
      text.append("\n/* %s */\n".formatted(comment(list.interfaceName())));
      for (ProbeList.Probe probe : list.probes()) {
        text.append('\n');
        append(text, list, probe);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, ProbeList list, ProbeList.Probe probe) {
    if (!Skeletons.isWord(list.provider()) || !Skeletons.isWord(probe.name())) {
      text.append(
          "/* %s:%s is left out: a script takes words alone for names */\n"
              .formatted(list.provider(), probe.name()));
      return;
    }
    List<String> formats = new ArrayList<>();
    List<String> values = new ArrayList<>();
    text.append("/*\n");
    if (!probe.comment().isEmpty()) {
      text.append(" * ").append(comment(probe.comment())).append('\n');
    }
    for (int i = 0; i < probe.arguments().size(); i++) {
      ProbeList.Argument argument = probe.arguments().get(i);
      boolean isRead = i < MOST_ARGUMENTS;
      text.append(
          " *   %s%s\n"
              .formatted(
                  comment(Skeletons.argument(i, argument)), isRead ? "" : ": not read here"));
      if (isRead) {
        formats.add("%s=%s".formatted(argument.name(), Skeletons.format(argument)));
        values.add(value(i, argument));
      }
    }
    text.append(" */\n%s$1:::%s\n{\n".formatted(list.provider(), probe.name()));
    text.append("\t").append(Skeletons.printf(list, probe, formats, values)).append("\n}\n");
  }

  private static String value(int index, ProbeList.Argument argument) {
    if (argument.isText()) {
      // The text that is null has the address 0, which no program can read; and an empty one is an
      // error on some kernels (docs/tracers.md).
      return "arg%1$d == 0 || *(char *)copyin(arg%1$d, 1) == 0 ? \"\" : copyinstr(arg%1$d)"
          .formatted(index);
    }
    String type = argument.type();
    return type.startsWith("int") ? "(%s)arg%d".formatted(type, index) : "arg" + index;
  }

  /** Returns a text that does not end a comment. */
  private static String comment(String text) {
    return SafeText.of(text).replace("*/", "* /").replace("/*", "/ *");
  }
}
