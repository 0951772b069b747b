package io.github.usdt4j.snoop.scripts;

import java.util.Locale;

/** Lists the tracers that snoop can write scripts for. */
public enum ScriptKind {
  BPFTRACE,
  DTRACE,
  PERF,
  BCC;

  /** Writes the script. */
  public Script script(ScriptRequest request) {
    Script script =
        switch (this) {
          case BPFTRACE -> BpftraceScript.of(request);
          case DTRACE -> DtraceScript.of(request);
          case PERF -> PerfScript.of(request);
          case BCC -> BccScript.of(request);
        };
    // Whatever came into it, it can be looked at on a terminal.
    script.text().lines().map(line -> line.replace("\t", "")).forEach(ScriptRequest::checked);
    return script;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
