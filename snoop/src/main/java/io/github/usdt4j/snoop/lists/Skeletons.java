package io.github.usdt4j.snoop.lists;

import io.github.usdt4j.snoop.terminal.SafeText;
import java.util.List;
import java.util.regex.Pattern;

/** Writes what scripts for bpftrace and dtrace have in common. */
final class Skeletons {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private Skeletons() {}

  /** Returns whether a name can stand in a script as it is. */
  static boolean isWord(String name) {
    return WORD.matcher(name).matches();
  }

  /** Returns an argument for a comment. */
  static String argument(int index, ProbeList.Argument argument) {
    String comment = argument.comment().isEmpty() ? "" : ", " + SafeText.of(argument.comment());
    return "arg%d %s: %s%s".formatted(index, argument.name(), argument.type(), comment);
  }

  /** Returns how printf shows an argument; floating point as the bits that it travels as. */
  static String format(ProbeList.Argument argument) {
    return switch (argument.type()) {
      case "char *" -> "%s";
      case "float", "double" -> "0x%lx";
      case "uint64_t" -> "%lu";
      case "int64_t" -> "%ld";
      case "uint8_t", "uint16_t", "uint32_t" -> "%u";
      default -> "%d";
    };
  }

  static String printf(
      ProbeList list, ProbeList.Probe probe, List<String> formats, List<String> values) {
    StringBuilder text = new StringBuilder("printf(\"");
    text.append(list.provider()).append(':').append(probe.name());
    formats.forEach(format -> text.append(' ').append(format));
    text.append("\\n\"");
    values.forEach(value -> text.append(", ").append(value));
    return text.append(");").toString();
  }
}
