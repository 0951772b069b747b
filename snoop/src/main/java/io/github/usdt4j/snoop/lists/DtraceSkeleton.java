package io.github.usdt4j.snoop.lists;

import java.util.List;

/** Writes in D. */
final class DtraceSkeleton extends Skeleton {
  /** D has arg0 to arg9. */
  private static final int MOST_ARGUMENTS = 10;

  @Override
  String beginning() {
    return """
        #!/usr/sbin/dtrace -s
        /*
         * Shows the probes of an application, each with its arguments. To be changed as needed.
         * USAGE: dtrace -Zs FILE PID
         */

        #pragma D option quiet
        """;
  }

  @Override
  int mostArguments() {
    return MOST_ARGUMENTS;
  }

  @Override
  String comment(String text) {
    return "/* %s */\n".formatted(endless(text));
  }

  @Override
  String comment(List<String> lines) {
    return "/*\n" + begun(" * ", lines.stream().map(DtraceSkeleton::endless).toList()) + " */\n";
  }

  /** Returns a text that does not end a comment. */
  private static String endless(String text) {
    return text.replace("*/", "* /").replace("/*", "/ *");
  }

  @Override
  String reason() {
    return "a script takes words alone for names";
  }

  @Override
  String target(String provider, String probe) {
    return "%s$1:::%s".formatted(provider, probe);
  }

  @Override
  String value(int index, ProbeList.Argument argument) {
    if (argument.isText()) {
      // The text that is null has the address 0, which no program can read; and an empty one is an
      // error on some kernels (docs/tracers.md).
      return "arg%1$d == 0 || *(char *)copyin(arg%1$d, 1) == 0 ? \"\" : copyinstr(arg%1$d)"
          .formatted(index);
    }
    String type = argument.type();
    return type.startsWith("int") ? "(%s)arg%d".formatted(type, index) : "arg" + index;
  }
}
