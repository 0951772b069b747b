package io.github.usdt4j.internal.logging;

import java.util.LinkedHashMap;
import java.util.Map;

/** Renders context and key/value pairs as {@code k=v k2="v with blanks"}. */
final class MdcRenderer {
  private final KeyFilter keys;

  MdcRenderer(KeyFilter keys) {
    this.keys = keys;
  }

  /** Renders both maps; a pair wins over a context value of the same key. */
  String render(Map<String, String> context, Map<String, String> pairs) {
    if (context.isEmpty() && pairs.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> entry : context.entrySet()) {
      // Maps without null keys may refuse to be asked for one.
      if (entry.getKey() != null && !pairs.containsKey(entry.getKey())) {
        append(text, entry.getKey(), entry.getValue());
      }
    }
    for (Map.Entry<String, String> entry : pairs.entrySet()) {
      append(text, entry.getKey(), entry.getValue());
    }
    return text.toString();
  }

  /** Returns the entries that the globs let through. */
  Map<String, String> visible(Map<String, String> entries) {
    if (entries.isEmpty()) {
      return entries;
    }
    Map<String, String> visible = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      if (entry.getKey() != null && keys.allows(entry.getKey())) {
        visible.put(entry.getKey(), entry.getValue());
      }
    }
    return visible;
  }

  private void append(StringBuilder text, String key, String value) {
    if (!keys.allows(key)) {
      return;
    }
    if (text.length() > 0) {
      text.append(' ');
    }
    appendWord(text, key);
    text.append('=');
    appendWord(text, String.valueOf(value));
  }

  private static void appendWord(StringBuilder text, String word) {
    if (!needsQuotes(word)) {
      text.append(word);
      return;
    }
    text.append('"');
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(c);
      }
    }
    text.append('"');
  }

  private static boolean needsQuotes(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c <= ' ' || c == '"' || c == '=' || c == '\\') {
        return true;
      }
    }
    return word.isEmpty();
  }
}
