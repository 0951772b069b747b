package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.processes.User;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A process as snoop finds it, for scripts to be written about. */
final class ScriptTargets {
  /** Where the probes of texts have their arguments. */
  static final String TEXTS = "8@%rdi 8@%rsi -4@%edx 8@%rcx";

  private ScriptTargets() {}

  static TracedProcess process(String name, String path, ProbeNote... probes) {
    Image image =
        new Image(
            65024,
            1566055,
            "fe:00 1566055",
            "7f0000000000-7f0000001000",
            path,
            Path.of("/proc/4711/map_files/7f0000000000-7f0000001000"),
            0x7f0000000000L,
            List.of(probes));
    return new TracedProcess(
        4711, 1, 1, new User(1000, "ann"), name, Set.of(), List.of(image), List.of());
  }
}
