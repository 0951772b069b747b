package io.github.usdt4j.snoop.tracers;

import io.github.usdt4j.snoop.processes.Level;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.scripts.ScriptKind;
import io.github.usdt4j.snoop.scripts.ScriptRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How dtrace is run. */
final class DtraceProgram {
  private DtraceProgram() {}

  static Tracer tracer(Level least, Filter filter) {
    return new Tracer(
        "dtrace",
        Pattern.compile("(\\d+) .*\\bdrops?\\b"),
        process -> command(process, least, filter));
  }

  private static ProcessBuilder command(TracedProcess process, Level least, Filter filter) {
    String script = ScriptKind.DTRACE.script(new ScriptRequest(List.of(process), least, filter));
    // Its first line is for the shell; BEGIN fires when everything is attached.
    String program =
        script.substring(script.indexOf('\n') + 1) + "\nBEGIN\n{\n\tprintf(\"attached\\n\");\n}\n";
    return new ProcessBuilder(new ArrayList<>(List.of("dtrace", "-Z", "-n", program)));
  }
}
