package io.github.usdt4j.internal.logging;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes texts of values by their keys. A value that is a map itself gives each of its values a key
 * of its own, such as {@code order.id}, so that globs and filters find them.
 */
public final class FlatTexts {
  /** How many values one event may have: more would not fit into a record. */
  private static final int MOST = 1_000;

  /** How deep maps may lie in each other; those below are one text. */
  private static final int DEEPEST = 8;

  private final Map<String, String> texts = new LinkedHashMap<>();

  /** Begins without values. */
  public FlatTexts() {}

  /** Adds a value; of values with the same key all texts are kept. */
  public void put(String key, Object value) {
    put(key, value, 0);
  }

  private void put(String key, Object value, int depth) {
    if (texts.size() >= MOST) {
      return;
    }
    try {
      // Maps are code of the application, which may fail.
      if (value instanceof Map<?, ?> map && depth < DEEPEST && !map.isEmpty()) {
        for (Map.Entry<?, ?> each : map.entrySet()) {
          if (texts.size() >= MOST) {
            return;
          }
          put(key + "." + SafeText.of(each.getKey()), each.getValue(), depth + 1);
        }
      } else {
        add(key, text(value));
      }
    } catch (RuntimeException e) {
      add(key, SafeText.failed("text", e));
    }
  }

  private void add(String key, String text) {
    texts.merge(key, text, (first, next) -> first + ", " + next);
  }

  private static String text(Object value) {
    if (value == null || !value.getClass().isArray()) {
      return SafeText.of(value);
    }
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value) && i < MOST; i++) {
      elements.add(SafeText.of(Array.get(value, i)));
    }
    return elements.toString();
  }

  /** Returns the texts in the order of their values. */
  public Map<String, String> texts() {
    return texts;
  }
}
