package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.records.KernelFilter;
import io.github.usdt4j.snoop.scripts.ScriptRequest.Target;
import java.util.List;

/**
 * For perf: uprobe events on the record probes, made before and removed afterwards; their strings
 * have up to 4 KiB.
 */
final class PerfScript {
  private PerfScript() {}

  static String of(ScriptRequest request) {
    StringBuilder definitions = new StringBuilder();
    StringBuilder events = new StringBuilder();
    String filter = KernelFilter.of(request.filter());
    List<Target> targets = request.targets();
    for (int i = 0; i < targets.size(); i++) {
      Target target = targets.get(i);
      String event = "%s_%d".formatted(target.probe().level(), i);
      definitions.append(
          "p:%%s/%s %s:0x%x(0x%x) json=+0(%s):ustring\n"
              .replace("%%s", "$group")
              .formatted(
                  event,
                  target.path(),
                  target.probe().site(),
                  target.probe().semaphore(),
                  target.probe().register()));
      events.append(" \\\n  -e \"$group:").append(event).append('"');
      if (!filter.isEmpty()) {
        events
            .append(" --filter \"")
            .append(
                filter
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("$", "\\$")
                    .replace("`", "\\`"))
            .append('"');
      }
    }
    return """
        #!/bin/sh
        # %s, as JSON. Ctrl-C ends it.
        group=usdt4j_perf_$$
        events=/sys/kernel/tracing/uprobe_events
        end() {
          for event in $(sed -n "s|^p:\\($group/[^ ]*\\) .*|\\1|p" "$events"); do
            echo "-:$event" >> "$events"
          done
        }
        trap end EXIT
        trap : INT TERM HUP
        cat >> "$events" <<END
        %sEND
        perf trace -a%s
        """
        .formatted(request.title(), definitions, events);
  }
}
