package io.github.usdt4j.snoop.tracers;

import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.scripts.ScriptKind;
import io.github.usdt4j.snoop.scripts.ScriptRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs dtrace. */
final class DtraceProgram {
  /** A line about lost events, such as {@code dtrace: 3 drops on CPU 0}. */
  private static final Pattern LOST = Pattern.compile("dtrace: ([0-9]{1,18}) .*\\bdrops?\\b.*");

  /** DTrace can hardly search a record; snoop filters what it prints. */
  private static final Filter ALL = new Filter("", Map.of(), "");

  private DtraceProgram() {}

  static Tracer tracer(Level least) {
    return new Tracer("dtrace", DtraceProgram::parse, process -> command(process, least));
  }

  private static TracerLine parse(String line) {
    Matcher lost = LOST.matcher(line);
    return lost.matches() ? TracerLine.lost(lost.group(1)) : TracerLine.printed(line);
  }

  private static TracerCommand command(TracedProcess process, Level least) {
    String script =
        ScriptKind.DTRACE.script(new ScriptRequest(List.of(process), least, ALL)).text();
    // Its first line is for the shell; BEGIN fires when everything is attached.
    String program =
        script.substring(script.indexOf('\n') + 1) + "\nBEGIN\n{\n\tprintf(\"attached\\n\");\n}\n";
    List<String> command = List.of("dtrace", "-Z", "-n", program);
    return new TracerCommand(new ProcessBuilder(new ArrayList<>(command)), List.of());
  }
}
