package io.github.usdt4j.snoop.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Makes the part of a filter that the kernel can apply: globs over the JSON of a record. It lets
 * through all that the filter matches, and perhaps more.
 */
public final class KernelFilter {
  /** The kernel takes 255 bytes; a character has up to 3. */
  private static final int MAX_LENGTH = 80;

  private KernelFilter() {}

  /**
   * Returns a filter in the notation of event filters, or an empty text when everything is wanted.
   */
  public static String of(Filter filter) {
    List<String> globs = new ArrayList<>();
    if (!filter.logger().isEmpty()) {
      // A ? is one character, and several bytes for the kernel.
      String logger = literal(filter.logger().replace('?', '*').replace("*", "\0"));
      globs.add("\"logger\":\"" + logger.replace("?u0000", "*") + "\"");
    }
    filter
        .context()
        .forEach(
            (key, value) -> globs.add("\"%s\":\"%s\"".formatted(literal(key), literal(value))));
    if (!filter.text().isEmpty()) {
      globs.add(literal(filter.text()));
    }
    return globs.stream()
        .map(glob -> "json ~ '*" + cut(glob) + "*'")
        .collect(Collectors.joining(" && "));
  }

  /**
   * Writes a text as the bridges do in JSON, with ? for what the kernel would not take literally.
   */
  private static String literal(String text) {
    StringBuilder glob = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> glob.append("?\"");
        case '\\' -> glob.append("??");
        case '\b' -> glob.append("?b");
        case '\f' -> glob.append("?f");
        case '\n' -> glob.append("?n");
        case '\r' -> glob.append("?r");
        case '\t' -> glob.append("?t");
        case '*', '?', '[', ']', '\'' -> glob.append('?');
        default ->
            glob.append(
                c < ' ' ? String.format(Locale.ROOT, "?u%04x", (int) c) : Character.toString(c));
      }
    }
    return glob.toString();
  }

  private static String cut(String glob) {
    return glob.length() <= MAX_LENGTH ? glob : glob.substring(0, MAX_LENGTH);
  }
}
