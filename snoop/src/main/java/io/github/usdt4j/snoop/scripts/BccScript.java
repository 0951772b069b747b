package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.scripts.ScriptRequest.Target;
import java.util.Locale;

/** For bcc's trace, which Debian calls trace-bpfcc: one command a process. */
final class BccScript {
  private static final int STRING_BYTES = 120;

  private BccScript() {}

  static String of(ScriptRequest request) {
    String predicate = predicate(request);
    StringBuilder script = new StringBuilder("#!/bin/sh\n");
    script.append("# %s. Texts are cut at %d bytes.\n".formatted(request.title(), STRING_BYTES));
    script.append("trace=$(command -v trace-bpfcc || echo /usr/share/bcc/tools/trace)\n");
    for (var process : request.processes()) {
      script.append("\"$trace\" -p %d -t -s %d".formatted(process.pid(), STRING_BYTES));
      for (Target target : request.targets()) {
        if (target.process().equals(process)) {
          String level = target.probe().level().probe();
          script.append(
              " \\\n  'u:%s:%s:%s%s \"%s %%s: %%s {%%s}\", arg2, arg1, arg4'"
                  .formatted(
                      target.path(),
                      target.probe().provider(),
                      level,
                      predicate,
                      level.toUpperCase(Locale.ROOT)));
        }
      }
      script.append(" &\n");
    }
    return script.append("wait\n").toString();
  }

  private static String predicate(ScriptRequest request) {
    Filter filter = request.filter();
    if (!filter.context().isEmpty()) {
      throw request.unable("bcc", "--mdc");
    }
    if (!filter.text().isEmpty()) {
      throw request.unable("bcc", "--grep");
    }
    String logger = filter.logger();
    if (logger.isEmpty() || logger.equals("*")) {
      return "";
    }
    if (!logger.matches("[A-Za-z0-9_.$-]+")) {
      throw request.unable("bcc", "the glob " + logger);
    }
    return " (STRCMP(\"%s\", arg2))".formatted(logger);
  }
}
