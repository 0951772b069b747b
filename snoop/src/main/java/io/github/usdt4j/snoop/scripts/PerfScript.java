package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.records.KernelFilter;
import io.github.usdt4j.snoop.terminal.SafeText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a script for perf: it makes uprobe events on the record probes, and removes them
 * afterwards; their strings have up to 4 KiB. The offsets are those that snoop has read and
 * checked. The kernel takes at most 8 KiB in a write and says of one write whether it was wrong, so
 * each definition has its own.
 */
final class PerfScript {
  private static final String START =
      """
      events=/sys/kernel/tracing/uprobe_events
      group=usdt4j_perf_$(stat -L -c %i /proc/$$/ns/pid)_$$
      define() {
        printf 'p:%s/%s /proc/%d/fd/3:%s(%s) json=+0(%s):ustring\\n' "$group" "$1" $$ "$2" "$3" "$4" >>"$events" ||
          printf '%s: left out: the kernel refuses %s\\n' "$0" "$1" >&2
      }
      remove() {
        trap '' INT TERM HUP
        for event in $(sed -n "s|^p:\\($group/[^ ]*\\) .*|\\1|p" "$events"); do
          echo "-:$event" >>"$events"
        done
      }
      trap remove EXIT
      """;

  private static final String OPERATORS = "=<>!";

  private PerfScript() {}

  static Script of(ScriptRequest request) {
    Targets targets = request.targets();
    StringBuilder script = new StringBuilder("#!/bin/sh\n");
    script.append("# %s, as JSON. Ctrl-C ends it.\n".formatted(request.title()));
    script.append(ShellScript.START).append(START);
    Set<String> images = new HashSet<>();
    for (Target target : targets.chosen()) {
      // An event is on the file: all processes that share it are in it.
      if (images.add(target.identity())) {
        script.append('\n').append(ShellScript.open(target, 3));
        append(script, target, images.size());
      }
    }
    // A process names its threads as it likes, and perf would show the names as they are.
    script.append("exec 3<&-\n\nperf trace --no-comm -a -e \"$group:*\"");
    String filter = filter(request);
    if (!filter.isEmpty()) {
      script.append(" --filter ").append(Quoted.shellDouble(filter));
    }
    script.append(" &\ntracers=$!\n").append(ShellScript.END);
    return new Script(script.toString(), targets.leftOut());
  }

  private static void append(StringBuilder script, Target target, int image) {
    List<ProbeNote> probes = target.probes();
    for (int i = 0; i < probes.size(); i++) {
      ProbeNote probe = probes.get(i);
      script.append(
          "define %s_%d_%d 0x%x 0x%x %s\n"
              .formatted(
                  probe.level(), image, i, probe.site(), probe.semaphore(), probe.register()));
    }
  }

  /**
   * Returns a filter that is a little less exact than snoop's. perf looks for operators within
   * texts, so there a ? stands for what it would take for one; and a script shows no control
   * characters.
   */
  private static String filter(ScriptRequest request) {
    return KernelFilter.of(request.filter())
        .codePoints()
        .mapToObj(Character::toString)
        .map(c -> OPERATORS.contains(c) ? "?" : SafeText.of(c).equals(c) ? c : "*")
        .collect(Collectors.joining());
  }
}
