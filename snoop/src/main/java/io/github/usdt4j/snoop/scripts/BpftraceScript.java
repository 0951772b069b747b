package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.records.Filter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a script for bpftrace 0.17 and newer, which shows message, logger and context of the level
 * probes, each event as a JSON text, so that no message passes for another event. Each process has
 * a bpftrace of its own: what it cannot take of one process does not harm the others.
 */
final class BpftraceScript {
  /** Three of them and a comparison fit into the 512 bytes of stack that a program has. */
  private static final int STRING_BYTES = 80;

  /** A descriptor of a shell has one digit, and some are in use. */
  private static final int FIRST_DESCRIPTOR = 3;

  private static final int MOST_IMAGES = 7;

  private BpftraceScript() {}

  static Script of(ScriptRequest request) {
    String predicate = predicate(request);
    Targets targets = request.targets();
    StringBuilder script = new StringBuilder("#!/bin/sh\n");
    script.append("# %s. Texts are cut at %d bytes.\n".formatted(request.title(), STRING_BYTES));
    script.append("# With FORMAT=text they are shown as they are, control characters too.\n");
    script.append(ShellScript.START);
    script.append("export BPFTRACE_STRLEN=%d\n".formatted(STRING_BYTES));
    for (List<Target> images : byProcess(targets)) {
      append(script, images, predicate);
    }
    return new Script(script.append(ShellScript.END).toString(), targets.leftOut());
  }

  private static Collection<List<Target>> byProcess(Targets targets) {
    Set<String> known = new HashSet<>();
    Map<Long, List<Target>> processes = new LinkedHashMap<>();
    for (Target target : targets.chosen()) {
      // A probe is attached to in the file: all processes that share it are in it.
      if (known.add(target.identity())) {
        List<Target> images = processes.computeIfAbsent(target.pid(), pid -> new ArrayList<>());
        if (images.size() < MOST_IMAGES) {
          images.add(target);
        } else {
          targets.leaveOut(
              target, "a script for bpftrace takes %d images of a process".formatted(MOST_IMAGES));
        }
      }
    }
    return processes.values();
  }

  private static void append(StringBuilder script, List<Target> images, String predicate) {
    Map<Level, Set<String>> points = new TreeMap<>();
    script.append('\n');
    for (int i = 0; i < images.size(); i++) {
      int descriptor = FIRST_DESCRIPTOR + i;
      script.append(ShellScript.open(images.get(i), descriptor));
      for (ProbeNote probe : images.get(i).probes()) {
        points
            .computeIfAbsent(probe.level(), level -> new LinkedHashSet<>())
            .add(point(descriptor, probe));
      }
    }
    StringBuilder program = new StringBuilder("\n");
    points.forEach((level, all) -> program.append(action(level, all, predicate)));
    script.append(
        "bpftrace -B line -f \"${FORMAT:-json}\" -e %s &\ntracers=\"$tracers $!\"\n"
            .formatted(Quoted.shell(program.toString())));
  }

  private static String point(int descriptor, ProbeNote probe) {
    return "usdt:/proc/self/fd/%d:%s:%s"
        .formatted(descriptor, probe.provider(), probe.level().probe());
  }

  private static String action(Level level, Set<String> points, String predicate) {
    return """
    %s%s
    {
      printf("%%s %%d %s %%s: %%s {%%s}\\n", strftime("%%H:%%M:%%S", nsecs), pid, str(arg1), str(arg0), str(arg3));
    }
    """
        .formatted(String.join(",\n", points), predicate, level.probe().toUpperCase(Locale.ROOT));
  }

  private static String predicate(ScriptRequest request) {
    Filter filter = request.filter();
    if (!filter.context().isEmpty()) {
      throw request.unable("bpftrace", "--mdc");
    }
    if (!filter.text().isEmpty()) {
      throw request.unable("bpftrace", "--grep");
    }
    String logger = filter.logger();
    if (logger.isEmpty() || logger.equals("*")) {
      return "";
    }
    String start = logger.endsWith("*") ? logger.substring(0, logger.length() - 1) : logger;
    if (start.contains("*") || start.contains("?")) {
      throw request.unable("bpftrace", "the glob " + logger);
    }
    String text = Quoted.c(ScriptRequest.checked(start));
    return logger.equals(start)
        ? "\n/str(arg1) == %s/".formatted(text)
        : "\n/strncmp(str(arg1), %s, %d) == 0/"
            .formatted(text, start.getBytes(StandardCharsets.UTF_8).length);
  }
}
