package io.github.usdt4j.snoop.tracers;

import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.ImageFile;
import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.scripts.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs bpftrace. */
final class BpftraceProgram {
  /** The most that version 0.17 takes. */
  private static final String STRING_BYTES = "200";

  private BpftraceProgram() {}

  static Tracer tracer(Level least) {
    return new Tracer("bpftrace", BpftraceLines::parse, process -> command(process, least));
  }

  /**
   * Makes the command. bpftrace reads the descriptors of this process, so that it is told no path
   * that others can change.
   */
  private static TracerCommand command(TracedProcess process, Level least) throws IOException {
    List<ImageFile> images = new ArrayList<>();
    try {
      List<String> points = new ArrayList<>();
      for (Image image : process.images()) {
        List<ProbeNote> probes =
            image.records().stream().filter(probe -> isWanted(probe, least)).toList();
        if (!probes.isEmpty()) {
          images.add(ImageFile.toAttach(process.pid(), image));
          String path = pathForOthers(images.get(images.size() - 1));
          probes.forEach(
              probe -> points.add("usdt:%s:%s:%s".formatted(path, probe.provider(), probe.name())));
        }
      }
      return new TracerCommand(bpftrace(program(points)), images);
    } catch (IOException | RuntimeException e) {
      images.forEach(ImageFile::close);
      throw e;
    }
  }

  private static String pathForOthers(ImageFile image) {
    return "/proc/%d/fd/%s".formatted(ProcessHandle.current().pid(), image.link().getFileName());
  }

  private static String program(List<String> points) {
    // The first tick comes when everything is attached.
    return "interval:ms:20 /!@attached/ { @attached = 1; printf(\"attached\\n\"); } "
        + String.join(",", points)
        + " { printf(\"%d %s\\n\", pid, str(arg0)); } END { clear(@attached); }";
  }

  private static ProcessBuilder bpftrace(String program) {
    List<String> command = List.of("bpftrace", "-B", "line", "-f", "json", "-e", program);
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
    builder.environment().put("BPFTRACE_STRLEN", STRING_BYTES);
    builder.environment().put("BPFTRACE_MAX_STRLEN", STRING_BYTES);
    return builder;
  }

  /** Returns the names of the probes to attach to, for people. */
  static List<String> probes(TracedProcess process, Level least) {
    return process.images().stream()
        .flatMap(image -> image.records().stream())
        .filter(probe -> isWanted(probe, least))
        .map(probe -> probe.provider() + ":" + probe.level())
        .toList();
  }

  private static boolean isWanted(ProbeNote probe, Level least) {
    return probe.isJson(least) && Names.isProvider(probe.provider());
  }
}
