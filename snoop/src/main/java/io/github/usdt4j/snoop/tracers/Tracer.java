package io.github.usdt4j.snoop.tracers;

import io.github.usdt4j.snoop.processes.TracedProcess;
import java.io.IOException;
import java.util.function.Function;

/**
 * Says how a tracer is run. The tracer says when it is attached, and then writes one line for each
 * record.
 *
 * @param lines reads its output
 */
record Tracer(String program, Function<String, TracerLine> lines, Launch launch) {
  /** Makes the command for a process. */
  interface Launch {
    TracerCommand of(TracedProcess process) throws IOException;
  }
}
