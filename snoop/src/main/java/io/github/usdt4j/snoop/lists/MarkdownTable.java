package io.github.usdt4j.snoop.lists;

import io.github.usdt4j.snoop.terminal.SafeText;
import java.util.List;

/** Writes a table for each interface: its probes, and below each of them the arguments. */
final class MarkdownTable {
  private MarkdownTable() {}

  static String of(List<ProbeList> lists) {
    StringBuilder text = new StringBuilder();
    for (ProbeList list : lists) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append("## Probes of `%s`\n\n".formatted(list.provider()));
      if (!list.comment().isEmpty()) {
        text.append(cell(list.comment())).append("\n\n");
      }
      text.append("| probe | argument | type | is |\n|---|---|---|---|\n");
      list.probes().forEach(probe -> append(text, list, probe));
      text.append(
          "\nModule `%s`, declared by `%s`.\n"
              .formatted(list.module(), cell(list.interfaceName())));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, ProbeList list, ProbeList.Probe probe) {
    text.append(
        "| `%s:%s` | | | %s |\n".formatted(list.provider(), probe.name(), cell(probe.comment())));
    for (int i = 0; i < probe.arguments().size(); i++) {
      ProbeList.Argument argument = probe.arguments().get(i);
      text.append(
          "| | arg%d `%s` | `%s` | %s |\n"
              .formatted(i, argument.name(), argument.type(), cell(argument.comment())));
    }
  }

  /** Returns a text that neither ends a cell nor is markup of HTML. */
  private static String cell(String text) {
    return SafeText.of(text).replace("|", "\\|").replace("<", "&lt;");
  }
}
