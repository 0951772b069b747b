package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.terminal.SafeText;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a script is to show. */
public record ScriptRequest(List<TracedProcess> processes, Level least, Filter filter) {
  /** Returns the record probes of all processes. */
  Targets targets() {
    return new Targets(processes, least);
  }

  /** Returns a title for a comment: whose events the script shows, and which. */
  String title() {
    String names = processes.stream().map(ScriptRequest::nameOf).collect(Collectors.joining(", "));
    return "Log events of %s: %s and above".formatted(names, least);
  }

  private static String nameOf(TracedProcess process) {
    return Names.isProgram(process.name())
        ? process.pid() + " " + process.name()
        : Long.toString(process.pid());
  }

  /** Returns the text, if it can be in a script as it is. */
  static String checked(String text) {
    if (!SafeText.of(text).equals(text)) {
      throw new SnoopException("a script cannot hold this text: " + SafeText.of(text));
    }
    return text;
  }

  SnoopException unable(String tool, String what) {
    return new SnoopException(
        "%s cannot match %s; snoop itself does, and --script perf".formatted(tool, what));
  }
}
