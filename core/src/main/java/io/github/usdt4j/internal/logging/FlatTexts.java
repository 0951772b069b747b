package io.github.usdt4j.internal.logging;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes texts of values by their keys. A value that is a map itself gives each of its values a key
 * of its own, such as {@code order.id}, so that globs and filters find them.
 */
public final class FlatTexts {
  /** How many values one event may have: more would not fit into a record. */
  private static final int MOST = 1_000;

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Begins without values. */
  public FlatTexts() {}

  /** Adds a value; of values with the same key all texts are kept. Never throws. */
  public void put(String key, Object value) {
    if (texts.size() >= MOST) {
      return;
    }
    if (value instanceof Map<?, ?> map && !map.isEmpty() && around.add(value)) {
      try {
        map.forEach((name, each) -> put(key + "." + SafeText.of(name), each));
      } catch (RuntimeException e) {
        add(key, SafeText.failed("text", e));
      } finally {
        around.remove(value);
      }
    } else {
      add(key, text(value));
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
