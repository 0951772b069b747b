package io.github.usdt4j.snoop.tracers;

import io.github.usdt4j.snoop.processes.TracedProcess;
import java.io.IOException;
import java.util.function.Function;

/**
 * How a tracer is run. It says when it is attached, and then writes one line for each record.
 *
 * @param lines understands its output
 */
record Tracer(String program, Function<String, TracerLine> lines, Launch launch) {
  /** Makes the command for a process. */
  interface Launch {
    TracerCommand of(TracedProcess process) throws IOException;
  }
}
