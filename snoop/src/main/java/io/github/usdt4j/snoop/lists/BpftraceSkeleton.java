package io.github.usdt4j.snoop.lists;

import io.github.usdt4j.snoop.terminal.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Writes a script for bpftrace 0.17 and newer, which prints a line for each event. */
final class BpftraceSkeleton {
  /** More are not in registers, and bpftrace 0.17 refuses them. */
  private static final int MOST_ARGUMENTS = 6;

  /** Limits each text in a script: six of them fit into the 512 bytes of stack of a program. */
  private static final int TEXT_BYTES = 32;

  private BpftraceSkeleton() {}

  static String of(List<ProbeList> lists) {
    StringBuilder text =
        new StringBuilder(
            """
            #!/usr/bin/env bpftrace
            // Shows the probes of an application, each with its arguments. To be changed as needed.
            // USAGE: bpftrace -p PID FILE
            """);
    for (ProbeList list : lists) {
      text.append("\n// %s\n".formatted(SafeText.of(list.interfaceName())));
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
          "// %s:%s is left out: bpftrace takes words alone for names\n"
              .formatted(list.provider(), probe.name()));
      return;
    }
    if (!probe.comment().isEmpty()) {
      text.append("// ").append(SafeText.of(probe.comment())).append('\n');
    }
    List<String> formats = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < probe.arguments().size(); i++) {
      ProbeList.Argument argument = probe.arguments().get(i);
      String shown = Skeletons.argument(i, argument);
      if (i < MOST_ARGUMENTS) {
        text.append("//   ").append(shown).append('\n');
        formats.add("%s=%s".formatted(argument.name(), Skeletons.format(argument)));
        values.add(argument.isText() ? "str(arg%d, %d)".formatted(i, TEXT_BYTES) : "arg" + i);
      } else {
        text.append("//   %s: not read here\n".formatted(shown));
      }
    }
    text.append("usdt:*:%s:%s\n{\n".formatted(list.provider(), probe.name()));
    text.append("\t").append(Skeletons.printf(list, probe, formats, values)).append("\n}\n");
  }
}
