package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.scripts.ScriptRequest.Target;
import java.util.Locale;

/** For bpftrace 0.17 and newer: message, logger and context of the level probes. */
final class BpftraceScript {
  /** Three of them and a comparison fit into the 512 bytes of stack that a program has. */
  private static final int STRING_BYTES = 80;

  private BpftraceScript() {}

  static String of(ScriptRequest request) {
    StringBuilder script =
        new StringBuilder()
            .append("#!/usr/bin/env -S BPFTRACE_STRLEN=%d bpftrace\n".formatted(STRING_BYTES))
            .append("// %s. Texts are cut at %d bytes.\n".formatted(request.title(), STRING_BYTES));
    String predicate = predicate(request);
    for (Target target : request.targets()) {
      String level = target.probe().level().probe();
      script.append(
          """

          usdt:%s:%s:%s%s
          {
            printf("%%s %%d %s %%s: %%s {%%s}\\n", strftime("%%H:%%M:%%S", nsecs), pid, str(arg1), str(arg0), str(arg3));
          }
          """
              .formatted(
                  target.path(),
                  target.probe().provider(),
                  level,
                  predicate,
                  level.toUpperCase(Locale.ROOT)));
    }
    return script.toString();
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
    String text = ScriptRequest.quoted(ScriptRequest.checked(start));
    return logger.equals(start)
        ? "\n/str(arg1) == %s/".formatted(text)
        : "\n/strncmp(str(arg1), %s, %d) == 0/".formatted(text, start.length());
  }
}
