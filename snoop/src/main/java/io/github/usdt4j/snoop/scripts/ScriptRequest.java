package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.processes.Image;
import io.github.usdt4j.snoop.processes.Level;
import io.github.usdt4j.snoop.processes.ProbeNote;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.records.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a script is to show. Only names that cannot end a word or a text go into it. */
public record ScriptRequest(List<TracedProcess> processes, Level least, Filter filter) {
  /** A record probe. */
  record Target(TracedProcess process, Image image, ProbeNote probe) {
    String path() {
      return image.pathFor(process.pid());
    }
  }

  private static final String NAME = "[A-Za-z0-9_]+";

  /** The record probes of all processes. */
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (TracedProcess process : processes) {
      for (Image image : process.images()) {
        for (ProbeNote probe : image.records()) {
          if (probe.isJson(least) && probe.provider().matches(NAME)) {
            targets.add(new Target(process, image, probe));
          }
        }
      }
    }
    if (targets.isEmpty()) {
      throw new SnoopException("no process has log probes of that level; see snoop --list");
    }
    return targets;
  }

  /** For a comment: whose events, and which. */
  String title() {
    String names =
        processes.stream()
            .map(process -> process.pid() + " " + process.name())
            .collect(Collectors.joining(", "));
    return SafeText.of("Log events of %s: %s and above".formatted(names, least));
  }

  /** The text, if it can be in a script as it is. */
  static String checked(String text) {
    if (!SafeText.of(text).equals(text)) {
      throw new SnoopException("a script cannot hold this text: " + SafeText.of(text));
    }
    return text;
  }

  /** A text between double quotes, as C and its relatives write it. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  SnoopException unable(String tool, String what) {
    return new SnoopException(
        "%s cannot match %s; snoop itself does, and --script perf".formatted(tool, what));
  }
}
