package io.github.usdt4j.snoop.records;

import io.github.usdt4j.snoop.records.JsonReader.Literal;
import io.github.usdt4j.snoop.terminal.SafeText;
import java.util.List;
import java.util.Map;

/** Writes JSON that is also safe to show: what is not {@link SafeText#isSafe safe} is escaped. */
public final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder json = new StringBuilder(512);

  private JsonWriter() {}

  /** Returns a text as it is between its quotes. */
  public static String escaped(String text) {
    JsonWriter writer = new JsonWriter();
    writer.string(text);
    return writer.json.substring(1, writer.json.length() - 1);
  }

  /** Returns one line for a record; its process and that process's user come first. */
  static String line(LogRecord record) {
    JsonWriter writer = new JsonWriter();
    writer.json.append("{\"pid\":").append(record.pid());
    writer.json.append(",\"uid\":").append(record.user().uid());
    writer.member("user", record.user().name());
    record.fields().forEach(writer::member);
    return writer.json.append('}').toString();
  }

  private void member(String name, Object value) {
    json.append(',');
    string(name);
    json.append(':');
    value(value);
  }

  private void value(Object value) {
    if (value instanceof Map<?, ?> members) {
      object(members);
    } else if (value instanceof List<?> values) {
      list(values);
    } else if (value instanceof Literal literal) {
      json.append(literal.text());
    } else {
      string((String) value);
    }
  }

  private void object(Map<?, ?> members) {
    json.append('{');
    String comma = "";
    for (Map.Entry<?, ?> member : members.entrySet()) {
      json.append(comma);
      string((String) member.getKey());
      json.append(':');
      value(member.getValue());
      comma = ",";
    }
    json.append('}');
  }

  private void list(List<?> values) {
    json.append('[');
    String comma = "";
    for (Object value : values) {
      json.append(comma);
      value(value);
      comma = ",";
    }
    json.append(']');
  }

  private void string(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); ) {
      int plain = plainEnd(text, i);
      json.append(text, i, plain);
      i = plain;
      if (i < text.length()) {
        int c = text.codePointAt(i);
        i += Character.charCount(c);
        special(c);
      }
    }
    json.append('"');
  }

  /** Returns where the run of characters ends that are written as they are, which most are. */
  private static int plainEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isPlain(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
  }

  private void special(int c) {
    switch (c) {
      case '"', '\\' -> json.append('\\').append((char) c);
      case '\n' -> json.append("\\n");
      case '\r' -> json.append("\\r");
      case '\t' -> json.append("\\t");
      default -> {
        if (SafeText.isSafe(c)) {
          json.appendCodePoint(c);
        } else {
          escape(c);
        }
      }
    }
  }

  private void escape(int c) {
    // Half a pair is no character, and strict readers refuse its escape.
    int whole = Character.getType(c) == Character.SURROGATE ? 0xfffd : c;
    for (char unit : Character.toChars(whole)) {
      json.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        json.append(HEX.charAt(unit >> shift & 15));
      }
    }
  }
}
