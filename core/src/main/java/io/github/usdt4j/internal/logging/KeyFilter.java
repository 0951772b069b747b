package io.github.usdt4j.internal.logging;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Decides by globs ({@code *} and {@code ?}) which keys a tracer may see; exclude wins. */
final class KeyFilter {
  /** More keys than any application has; beyond it the globs are matched each time. */
  private static final int MAX_REMEMBERED = 1000;

  private final List<Pattern> included;
  private final List<Pattern> excluded;
  private final ConcurrentHashMap<String, Boolean> remembered = new ConcurrentHashMap<>();

  KeyFilter(List<String> included, List<String> excluded) {
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

  private static boolean matches(List<Pattern> patterns, String key) {
    for (Pattern pattern : patterns) {
      if (pattern.matcher(key).matches()) {
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
