package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.Backend;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps names as texts in native memory, so that events need not convert them again. Such a text is
 * never freed, so only a limited number of names get one.
 */
final class KeptTexts {
  /** The longest name that is kept; also in UTF-8 it is shorter than the limit of an argument. */
  private static final int LONGEST = 256;

  private final Backend backend;
  private final int most;
  private final ConcurrentHashMap<String, Long> texts = new ConcurrentHashMap<>();

  /** Begins without texts, of which there will be about so many at most. */
  KeptTexts(Backend backend, int most) {
    this.backend = backend;
    this.most = most;
  }

  /** Returns the address of a name, or 0 when it is not kept and must travel with the event. */
  long address(String name) {
    Long known = name == null ? Long.valueOf(0) : texts.get(name);
    return known != null ? known : add(name);
  }

  private long add(String name) {
    return name.length() > LONGEST || texts.mappingCount() >= most
        ? 0
        : texts.computeIfAbsent(name, backend::text);
  }
}
