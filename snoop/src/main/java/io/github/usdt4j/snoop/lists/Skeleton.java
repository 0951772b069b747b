package io.github.usdt4j.snoop.lists;

import io.github.usdt4j.snoop.terminal.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a script that prints a line for each event; a subclass knows the tracer's language. */
abstract class Skeleton {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  /** Returns how the script begins. */
  abstract String beginning();

  /** Returns how many arguments of an event the tracer reads. */
  abstract int mostArguments();

  /** Returns a comment of one line. */
  abstract String comment(String text);

  /** Returns a comment of several lines, of which there may be none. */
  abstract String comment(List<String> lines);

  /** Returns why a probe is left out whose name or provider's name is not a word. */
  abstract String reason();

  /** Returns what a tracer is told to attach to. */
  abstract String target(String provider, String probe);

  /** Returns what stands for an argument in the script. */
  abstract String value(int index, ProbeList.Argument argument);

  /** Returns the script for the probes of these lists. */
  final String of(List<ProbeList> lists) {
    StringBuilder text = new StringBuilder(beginning());
    for (ProbeList list : lists) {
      text.append('\n').append(comment(SafeText.of(list.interfaceName())));
      for (ProbeList.Probe probe : list.probes()) {
        text.append('\n').append(clause(list.provider(), probe));
      }
    }
    return text.toString();
  }

  private String clause(String provider, ProbeList.Probe probe) {
    if (!isWord(provider) || !isWord(probe.name())) {
      return comment("%s:%s is left out: %s".formatted(provider, probe.name(), reason()));
    }
    int read = Math.min(probe.arguments().size(), mostArguments());
    StringBuilder printf =
        new StringBuilder("printf(\"").append(provider).append(':').append(probe.name());
    for (ProbeList.Argument argument : probe.arguments().subList(0, read)) {
      printf.append(" %s=%s".formatted(argument.name(), format(argument)));
    }
    printf.append("\\n\"");
    for (int i = 0; i < read; i++) {
      printf.append(", ").append(value(i, probe.arguments().get(i)));
    }
    return comment(description(probe, read))
        + target(provider, probe.name())
        + "\n{\n\t"
        + printf
        + ");\n}\n";
  }

  private static boolean isWord(String name) {
    return WORD.matcher(name).matches();
  }

  private static List<String> description(ProbeList.Probe probe, int read) {
    List<String> lines = new ArrayList<>();
    if (!probe.comment().isEmpty()) {
      lines.add(SafeText.of(probe.comment()));
    }
    for (int i = 0; i < probe.arguments().size(); i++) {
      ProbeList.Argument argument = probe.arguments().get(i);
      String comment = argument.comment().isEmpty() ? "" : ", " + SafeText.of(argument.comment());
      lines.add(
          "  arg%d %s: %s%s%s"
              .formatted(
                  i, argument.name(), argument.type(), comment, i < read ? "" : ": not read here"));
    }
    return lines;
  }

  /** Returns how printf shows an argument; floating point as the bits that it travels as. */
  private static String format(ProbeList.Argument argument) {
    return switch (argument.type()) {
      case "char *" -> "%s";
      case "float", "double" -> "0x%lx";
      case "uint64_t" -> "%lu";
      case "int64_t" -> "%ld";
      case "uint8_t", "uint16_t", "uint32_t" -> "%u";
      default -> "%d";
    };
  }

  /** Returns lines that all begin with the same. */
  static String begun(String beginning, List<String> lines) {
    return lines.stream().map(line -> beginning + line + '\n').collect(Collectors.joining());
  }
}
