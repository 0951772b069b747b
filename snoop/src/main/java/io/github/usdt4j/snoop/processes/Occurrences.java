package io.github.usdt4j.snoop.processes;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Looks for texts in the arguments of a process, byte by byte, and keeps no more of these than the
 * longest text is long. Words are joined by blanks; empty ones at the end do not count.
 */
final class Occurrences {
  private static final int MORE = 1 << 14;

  /** The texts that were not found yet; of each the UTF-8, with a character for each byte. */
  private final Map<String, String> wanted = new HashMap<>();

  private final Set<String> found = new HashSet<>();

  /** The bytes that were taken last; a text may begin in them. */
  private final byte[] last;

  private final int longest;
  private int length;

  /** How many words have ended since the last sign. */
  private long ends;

  Occurrences(Set<String> texts) {
    texts.forEach(
        text ->
            wanted.put(
                text,
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
    longest = wanted.values().stream().mapToInt(String::length).max().orElse(0);
    last = new byte[wanted.isEmpty() ? 0 : longest + MORE];
  }

  /** Returns whether nothing is left to look for. */
  boolean areAllFound() {
    return wanted.isEmpty();
  }

  /** Takes the next byte; a zero ends a word. */
  void take(byte one) {
    if (wanted.isEmpty()) {
      return;
    }
    if (one == 0) {
      ends++;
      return;
    }
    for (; ends > 0; ends--) {
      add((byte) ' ');
    }
    add(one);
  }

  private void add(byte one) {
    if (length == last.length) {
      look();
      int kept = longest - 1;
      System.arraycopy(last, length - kept, last, 0, kept);
      length = kept;
    }
    last[length++] = one;
  }

  private void look() {
    String text = new String(last, 0, length, StandardCharsets.ISO_8859_1);
    wanted
        .entrySet()
        .removeIf(entry -> text.contains(entry.getValue()) && found.add(entry.getKey()));
  }

  /** Returns the texts that were found in all that was taken. */
  Set<String> found() {
    look();
    return Set.copyOf(found);
  }
}
