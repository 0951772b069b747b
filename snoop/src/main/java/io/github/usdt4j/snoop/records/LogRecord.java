package io.github.usdt4j.snoop.records;

import io.github.usdt4j.snoop.processes.User;
import io.github.usdt4j.snoop.records.JsonReader.Literal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds a log event of a process.
 *
 * @param user the user whom the process belongs to
 * @param fields the fields by name, in the order of arrival; values are {@code String}, {@code
 *     Map}, {@code List} or {@link Literal}
 */
public record LogRecord(long pid, User user, Map<String, Object> fields) {
  /** Who fired is known, and not from the content. */
  private static final Set<String> KNOWN = Set.of("pid", "uid", "user");

  private static final String TRUNCATED = "truncated";
  private static final String MESSAGE = "message";

  /**
   * Reads what a probe has fired. A text that is cut or no JSON at all gives a record too: it has
   * what is readable, and is marked as truncated.
   */
  public static LogRecord parse(long pid, User user, String json) {
    JsonReader reader = new JsonReader(json);
    Map<String, Object> fields = new LinkedHashMap<>(reader.readObject());
    if (reader.isBroken()) {
      if (fields.isEmpty()) {
        fields.put(MESSAGE, json);
      }
      fields.put(TRUNCATED, new Literal("true"));
    }
    fields.keySet().removeAll(KNOWN);
    return new LogRecord(pid, user, fields);
  }

  /** Returns a field that is a text; empty when it is missing or something else. */
  public String text(String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  /** Returns a field whose values are texts by key; empty when it is missing or something else. */
  public Map<?, ?> map(String name) {
    return fields.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  /** Returns context and key/value pairs; a pair wins over a context value of the same key. */
  public Map<Object, Object> context() {
    Map<Object, Object> context = new LinkedHashMap<>(map("mdc"));
    context.putAll(map("pairs"));
    return context;
  }

  /** Returns whether a part of what the process has logged is missing. */
  public boolean isTruncated() {
    return fields.containsKey(TRUNCATED);
  }

  /** Returns all texts of the record that a person may search. */
  String searchable() {
    return Stream.concat(
            Stream.of(MESSAGE, "logger", "thread", "throwable", "stack").map(this::text),
            context().values().stream().map(String::valueOf))
        .collect(Collectors.joining("\n"));
  }
}
