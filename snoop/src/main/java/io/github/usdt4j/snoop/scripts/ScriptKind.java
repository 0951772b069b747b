package io.github.usdt4j.snoop.scripts;

import java.util.Locale;

/** The tracers that scripts can be had for. */
public enum ScriptKind {
  BPFTRACE,
  DTRACE,
  PERF,
  BCC;

  /** The whole script, with a first line that names its interpreter. */
  public String script(ScriptRequest request) {
    return switch (this) {
      case BPFTRACE -> BpftraceScript.of(request);
      case DTRACE -> DtraceScript.of(request);
      case PERF -> PerfScript.of(request);
      case BCC -> BccScript.of(request);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
