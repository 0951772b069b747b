package io.github.usdt4j.snoop.tracers;

import io.github.usdt4j.snoop.processes.Image;
import io.github.usdt4j.snoop.processes.Level;
import io.github.usdt4j.snoop.processes.ProbeNote;
import io.github.usdt4j.snoop.processes.TracedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How bpftrace is run. */
final class BpftraceProgram {
  /** The most that version 0.17 takes. */
  private static final String STRING_BYTES = "200";

  private static final String NAME = "[A-Za-z0-9_]+";

  private BpftraceProgram() {}

  static Tracer tracer(Level least) {
    return new Tracer(
        "bpftrace", Pattern.compile("Lost (\\d+) events"), process -> command(process, least));
  }

  private static ProcessBuilder command(TracedProcess process, Level least) {
    List<String> probes = new ArrayList<>();
    for (Image image : process.images()) {
      for (ProbeNote probe : image.records()) {
        if (isWanted(probe, least)) {
          probes.add(
              "usdt:%s:%s:%s"
                  .formatted(image.pathFor(process.pid()), probe.provider(), probe.name()));
        }
      }
    }
    // The first tick comes when everything is attached.
    String program =
        "interval:ms:20 /!@attached/ { @attached = 1; printf(\"attached\\n\"); } "
            + String.join(",", probes)
            + " { printf(\"%d %s\\n\", pid, str(arg0)); } END { clear(@attached); }";
    List<String> command = new ArrayList<>(List.of("bpftrace", "-B", "line", "-e", program));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("BPFTRACE_STRLEN", STRING_BYTES);
    builder.environment().put("BPFTRACE_MAX_STRLEN", STRING_BYTES);
    return builder;
  }

  /** The names of the probes to attach to, for people. */
  static List<String> probes(TracedProcess process, Level least) {
    return process.images().stream()
        .flatMap(image -> image.records().stream())
        .filter(probe -> isWanted(probe, least))
        .map(probe -> probe.provider() + ":" + probe.level())
        .toList();
  }

  private static boolean isWanted(ProbeNote probe, Level least) {
    return probe.isJson(least) && probe.provider().matches(NAME);
  }
}
