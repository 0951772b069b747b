package io.github.usdt4j.snoop.tracers;

import io.github.usdt4j.snoop.processes.TracedProcess;
import java.util.regex.Pattern;

/**
 * How a tracer is run. It writes a line {@code attached} when it is, then one for each record: the
 * id of the process, a blank, the JSON.
 *
 * @param lost what it says when it has lost events, their number in a group
 */
record Tracer(String program, Pattern lost, Launch launch) {
  /** Makes the command for a process. */
  interface Launch {
    ProcessBuilder of(TracedProcess process);
  }
}
