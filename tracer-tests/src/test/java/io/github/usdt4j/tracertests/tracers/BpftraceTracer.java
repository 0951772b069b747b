package io.github.usdt4j.tracertests.tracers;

import static java.util.stream.Collectors.joining;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.tracertests.PuppetJvm;
import java.util.List;
import java.util.Map;

/** bpftrace, with {@code -p}. */
public final class BpftraceTracer implements Tracer {
  private final Bpftrace bpftrace;

  public BpftraceTracer(PuppetJvm puppet, int stringBytes, List<Traced> probes) {
    String target = "usdt:" + puppet.image() + ":" + puppet.provider() + ":";
    bpftrace =
        Bpftrace.attach(
            puppet.pid(),
            probes.stream().map(traced -> target + clause(traced)).collect(joining("\n")),
            stringBytes);
  }

  private static String clause(Traced traced) {
    return "%s { printf(\"%%lu %s\\n\", nsecs%s); }"
        .formatted(
            traced.probe(),
            Formats.of(traced),
            Formats.arguments(traced, "str(arg%d)", "arg%d", 0));
  }

  @Override
  public Map<String, List<String>> detach(int fires) {
    Seen seen = new Seen();
    for (String line : bpftrace.stop()) {
      int mark = line.indexOf(Seen.MARK);
      if (mark < 0) {
        throw new AssertionError("bpftrace wrote " + line);
      }
      seen.add(
          Double.parseDouble(line.substring(0, mark)), line.substring(mark + Seen.MARK.length()));
    }
    return seen.byProbe();
  }

  @Override
  public void kill() {
    bpftrace.close();
  }

  @Override
  public void close() {
    bpftrace.close();
  }
}
