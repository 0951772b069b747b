package io.github.usdt4j.tracertests.tracers;

import io.github.usdt4j.ArgType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats of printf, which bpftrace, bcc and gdb share. */
final class Formats {
  private Formats() {}

  /** The format of a line about this probe, with what comes before each part of it. */
  static String of(Traced traced) {
    return Seen.MARK
        + traced.probe()
        + "|"
        + traced.types().stream().map(Formats::of).collect(Collectors.joining("|"));
  }

  /** The arguments of that format, each after a comma, from that number. */
  static String arguments(Traced traced, String stringForm, String form, int first) {
    List<ArgType> types = traced.types();
    return IntStream.range(0, types.size())
        .mapToObj(
            i -> ", " + (types.get(i) == ArgType.STRING ? stringForm : form).formatted(first + i))
        .collect(Collectors.joining());
  }

  private static String of(ArgType type) {
    return switch (type) {
      case STRING -> "%s";
      case INT8, INT16, INT32 -> "%d";
      case INT64 -> "%ld";
      case UINT64, DOUBLE -> "%lu";
      default -> "%u";
    };
  }
}
