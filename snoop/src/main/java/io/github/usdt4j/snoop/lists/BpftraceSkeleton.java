package io.github.usdt4j.snoop.lists;

import java.util.List;

/** Writes for bpftrace 0.17 and newer. */
final class BpftraceSkeleton extends Skeleton {
  /** More are not in registers, and bpftrace 0.17 refuses them. */
  private static final int MOST_ARGUMENTS = 6;

  /** Limits each text in a script: six of them fit into the 512 bytes of stack of a program. */
  private static final int TEXT_BYTES = 32;

  @Override
  String beginning() {
    return """
        #!/usr/bin/env bpftrace
        // Shows the probes of an application, each with its arguments. To be changed as needed.
        // USAGE: bpftrace -p PID FILE
        """;
  }

  @Override
  int mostArguments() {
    return MOST_ARGUMENTS;
  }

  @Override
  String comment(String text) {
    return comment(List.of(text));
  }

  @Override
  String comment(List<String> lines) {
    return begun("// ", lines);
  }

  @Override
  String reason() {
    return "bpftrace takes words alone for names";
  }

  @Override
  String target(String provider, String probe) {
    return "usdt:*:%s:%s".formatted(provider, probe);
  }

  @Override
  String value(int index, ProbeList.Argument argument) {
    return argument.isText() ? "str(arg%d, %d)".formatted(index, TEXT_BYTES) : "arg" + index;
  }
}
