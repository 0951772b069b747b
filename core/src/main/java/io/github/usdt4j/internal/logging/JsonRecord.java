package io.github.usdt4j.internal.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds one line of valid JSON that never exceeds its limit: long values are cut first, then what
 * does not fit at all is left out, and {@code "truncated":true} says so.
 */
final class JsonRecord {
  private static final String TRUNCATED = ",\"truncated\":true";

  /** The size to which a value is cut at most, as long as a later one can be left out instead. */
  private static final int KEPT_BYTES = 48;

  /**
   * Holds a value between bytes of syntax that cannot be cut.
   *
   * @param open the bracket that is missing when nothing more follows, or empty
   */
  private record Part(String before, String value, int valueBytes, String after, String open) {
    int fixedBytes() {
      return Json.utf8Length(before) + after.length();
    }
  }

  private final List<Part> parts = new ArrayList<>();
  private final int maxBytes;
  private String pending = "{";

  JsonRecord(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Adds a text, or nothing when it is empty. Earlier texts are kept when space is short. */
  JsonRecord text(String name, String value) {
    if (value != null && !value.isEmpty()) {
      add(pending + Json.quote(name) + ":\"", value, "\"", "");
      pending = ",";
    }
    return this;
  }

  /** Adds a literal: a number, true or false. */
  JsonRecord literal(String name, String value) {
    add(pending + Json.quote(name) + ":" + value, "", "", "");
    pending = ",";
    return this;
  }

  /** Adds an object of texts, or nothing when it is empty. */
  JsonRecord object(String name, Map<String, String> values) {
    int left = values.size();
    String before = pending + Json.quote(name) + ":{";
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String value = entry.getValue() == null ? "null" : entry.getValue();
      boolean last = --left == 0;
      String key = before + Json.quote(entry.getKey());
      add(key + ":\"", value, last ? "\"}" : "\"", last ? "" : "}");
      before = ",";
      pending = ",";
    }
    return this;
  }

  /** Adds a list of texts, or nothing when it is empty. */
  JsonRecord list(String name, List<String> values) {
    int left = values.size();
    String before = pending + Json.quote(name) + ":[\"";
    for (String value : values) {
      boolean last = --left == 0;
      add(before, value, last ? "\"]" : "\"", last ? "" : "]");
      before = ",\"";
      pending = ",";
    }
    return this;
  }

  private void add(String before, String value, String after, String open) {
    parts.add(new Part(before, value, Json.escapedLength(value), after, open));
  }

  String render() {
    int total = 1;
    for (Part part : parts) {
      total += part.fixedBytes() + part.valueBytes();
    }
    StringBuilder json = new StringBuilder(Math.min(total, maxBytes));
    if (total <= maxBytes) {
      write(json, parts.size(), Integer.MAX_VALUE);
      return json.append('}').toString();
    }
    int room = maxBytes - 1 - TRUNCATED.length();
    int kept = fitting(room);
    if (kept == 0) {
      return "{\"truncated\":true}";
    }
    for (int i = 0; i < kept; i++) {
      room -= parts.get(i).fixedBytes();
    }
    String open = parts.get(kept - 1).open();
    write(json, kept, limit(kept, room - open.length()));
    return json.append(open).append(TRUNCATED).append('}').toString();
  }

  /** Counts the parts that have room for their syntax and for what is kept of their values. */
  private int fitting(int room) {
    int used = 1;
    int kept = 0;
    for (Part part : parts) {
      used += part.fixedBytes() + Math.min(part.valueBytes(), KEPT_BYTES);
      if (used + part.open().length() > room) {
        break;
      }
      kept++;
    }
    return kept;
  }

  /**
   * Returns the most bytes that a value may have so that all of them fit; only longer values are
   * cut.
   */
  private int limit(int kept, int room) {
    int low = 0;
    int high = Math.max(room, 0);
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      long sum = 0;
      for (int i = 0; i < kept; i++) {
        sum += Math.min(parts.get(i).valueBytes(), middle);
      }
      if (sum <= room) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private void write(StringBuilder json, int count, int limit) {
    for (int i = 0; i < count; i++) {
      Part part = parts.get(i);
      json.append(part.before());
      Json.appendEscaped(
          json, part.value(), part.valueBytes() <= limit ? Integer.MAX_VALUE : limit);
      json.append(part.after());
    }
  }
}
