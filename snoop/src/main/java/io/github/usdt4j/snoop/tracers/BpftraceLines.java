package io.github.usdt4j.snoop.tracers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what bpftrace writes with {@code -f json}: each thing in a line of its own, whatever is in
 * a text.
 */
final class BpftraceLines {
  private static final Pattern PRINTED =
      Pattern.compile("\\{\"type\": \"printf\", \"data\": \"(.*)\"\\}");

  private static final Pattern LOST =
      Pattern.compile("\\{\"type\": \"lost_events\", \"data\": \\{\"events\": ([0-9]{1,18})\\}\\}");

  /** Version 0.17 writes bytes from 0x80 on as negative numbers: ffffffc3. */
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:u(?:ffffff([0-9a-f]{2})|([0-9a-f]{4}))|(.))");

  private BpftraceLines() {}

  static TracerLine parse(String line) {
    Matcher printed = PRINTED.matcher(line);
    if (printed.matches()) {
      String text = unescaped(printed.group(1));
      return TracerLine.printed(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    }
    Matcher lost = LOST.matcher(line);
    return lost.matches() ? TracerLine.lost(lost.group(1)) : TracerLine.other(line);
  }

  private static String unescaped(String literal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(literal.length());
    Matcher escape = ESCAPE.matcher(literal);
    int end = 0;
    while (escape.find()) {
      bytes.writeBytes(literal.substring(end, escape.start()).getBytes(StandardCharsets.UTF_8));
      end = escape.end();
      if (escape.group(1) != null) {
        bytes.write(Integer.parseInt(escape.group(1), 16));
      } else {
        String text =
            escape.group(2) != null
                ? Character.toString(Integer.parseInt(escape.group(2), 16))
                : named(escape.group(3));
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    bytes.writeBytes(literal.substring(end).getBytes(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String named(String letter) {
    return switch (letter) {
      case "b" -> "\b";
      case "f" -> "\f";
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      default -> letter;
    };
  }
}
