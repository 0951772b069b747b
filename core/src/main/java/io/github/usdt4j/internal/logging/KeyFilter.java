package io.github.usdt4j.internal.logging;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Decides by globs ({@code *} and {@code ?}) which names a tracer may see; exclude wins. Of keys, a
 * glob that matches {@code order} also matches {@code order.id}, which a map of that name holds.
 */
final class KeyFilter {
  /** More keys than any application has; beyond it the globs are matched each time. */
  private static final int MAX_REMEMBERED = 1000;

  private final List<Pattern> included;
  private final List<Pattern> excluded;
  private final ConcurrentHashMap<String, Boolean> remembered = new ConcurrentHashMap<>();

  private final boolean isOfKeys;

  /** Makes a filter of logger names. */
  static KeyFilter ofLoggers(List<String> included, List<String> excluded) {
    return new KeyFilter(included, excluded, false);
  }

  /** Makes a filter of the keys of a context or of pairs. */
  static KeyFilter ofKeys(List<String> included, List<String> excluded) {
    return new KeyFilter(included, excluded, true);
  }

  private KeyFilter(List<String> included, List<String> excluded, boolean isOfKeys) {
    this.isOfKeys = isOfKeys;
    this.included = included.stream().map(KeyFilter::compile).toList();
    this.excluded = excluded.stream().map(KeyFilter::compile).toList();
  }

  boolean allows(String key) {
    if (included.isEmpty() && excluded.isEmpty()) {
      return true;
    }
    Boolean known = remembered.get(key);
    if (known != null) {
      return known;
    }
    boolean allowed = (included.isEmpty() || matches(included, key)) && !excludes(key);
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(key, allowed);
    }
    return allowed;
  }

  boolean excludes(String key) {
    return matches(excluded, key);
  }

  private boolean matches(List<Pattern> patterns, String name) {
    for (int end = name.length(); end >= 0; end = isOfKeys ? name.lastIndexOf('.', end - 1) : -1) {
      String part = name.substring(0, end);
      if (patterns.stream().anyMatch(pattern -> pattern.matcher(part).matches())) {
        return true;
      }
    }
    return false;
  }

  private static Pattern compile(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
