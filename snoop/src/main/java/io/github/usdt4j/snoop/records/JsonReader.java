package io.github.usdt4j.snoop.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object strictly, and keeps what it has understood when the rest is missing or
 * wrong. Texts become {@code String}, numbers and literals {@link Literal}, objects {@code Map},
 * lists {@code List}.
 */
final class JsonReader {
  /** Holds a number, true, false or null, as written. */
  record Literal(String text) {}

  /** Deeper than any record; what is hostile must not exhaust the stack. */
  private static final int MAX_DEPTH = 16;

  /** Stands for what cannot be read. */
  private static final Literal NULL = new Literal("null");

  private static final String NUMBER = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?";

  private final String text;
  private int at;
  private int depth;
  private boolean broken;

  JsonReader(String text) {
    this.text = text;
  }

  /** Returns the members of the object, or those before the damage when it {@link #isBroken()}. */
  Map<String, Object> readObject() {
    Map<String, Object> members = Map.of();
    if (skip() == '{') {
      members = object();
    } else {
      broken = true;
    }
    skip();
    broken |= at != text.length();
    return members;
  }

  /** Returns whether what was read is not the whole, strictly valid object. */
  boolean isBroken() {
    return broken;
  }

  private Object value() {
    char c = skip();
    if (depth > MAX_DEPTH) {
      broken = true;
      return NULL;
    }
    return switch (c) {
      case '"' -> string();
      case '{' -> object();
      case '[' -> list();
      default -> literal();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    depth++;
    at++;
    if (skip() == '}') {
      at++;
      depth--;
      return members;
    }
    do {
      if (skip() != '"') {
        broken = true;
        break;
      }
      String name = string();
      if (broken || skip() != ':') {
        broken = true;
        break;
      }
      at++;
      int start = at;
      Object value = value();
      if (!broken || at > start) {
        members.put(name, value);
      }
    } while (isNext('}'));
    depth--;
    return members;
  }

  private List<Object> list() {
    List<Object> values = new ArrayList<>();
    depth++;
    at++;
    if (skip() == ']') {
      at++;
    } else {
      do {
        values.add(value());
      } while (isNext(']'));
    }
    depth--;
    return values;
  }

  /** Returns whether another member follows; goes past the comma or the closing bracket. */
  private boolean isNext(char close) {
    if (broken) {
      return false;
    }
    char c = skip();
    at++;
    broken = c != ',' && c != close;
    return c == ',';
  }

  private String string() {
    at++;
    int start = at;
    // Most texts have nothing to decode.
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return text.substring(start, at++);
      }
      if (c == '\\' || c < ' ') {
        break;
      }
      at++;
    }
    return decoded(new StringBuilder(text.substring(start, at)));
  }

  private String decoded(StringBuilder value) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c < ' ' || (c == '\\' && !escape(value))) {
        break;
      }
      if (c != '\\') {
        value.append(c);
      }
    }
    broken = true;
    return value.toString();
  }

  private boolean escape(StringBuilder value) {
    if (at == text.length()) {
      return false;
    }
    char c = text.charAt(at++);
    switch (c) {
      case '"', '\\', '/' -> value.append(c);
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'u' -> {
        return unicode(value);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean unicode(StringBuilder value) {
    if (at + 4 > text.length()) {
      return false;
    }
    int code = 0;
    for (int end = at + 4; at < end; at++) {
      char c = text.charAt(at);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return false;
      }
      code = code << 4 | digit;
    }
    value.append((char) code);
    return true;
  }

  private Literal literal() {
    int start = at;
    while (at < text.length() && isOfLiteral(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    if (!word.equals("true")
        && !word.equals("false")
        && !word.equals("null")
        && !word.matches(NUMBER)) {
      broken = true;
      at = start;
      return NULL;
    }
    return new Literal(word);
  }

  private static boolean isOfLiteral(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || c == 'E'
        || c == '+'
        || c == '-'
        || c == '.';
  }

  /** Returns the next character that is not a blank, and does not take it; it is NUL at the end. */
  private char skip() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
        return c;
      }
      at++;
    }
    return 0;
  }
}
