package io.github.usdt4j.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Makes random texts and lists. Lengths are evenly distributed, the empty one included. */
public final class RandomTexts {
  /** The code points where a kind of character, or the number of its bytes, begins or ends. */
  private static final int[] EDGES = {
    0, 1, '\t', '\n', '\r', 0x1b, ' ', '"', '\\', 0x7e, 0x7f, 0x80, 0x9b, 0x9f, 0xa0, 0xff, 0x7ff,
    0x800, 0x2028, 0x202e, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xfffd, 0xffff, 0x10000,
    0x1f600, 0x10ffff
  };

  private final RandomGenerator random;

  /** Makes texts with this generator. */
  public RandomTexts(RandomGenerator random) {
    this.random = random;
  }

  /** Makes a text of any characters, among them halves of surrogate pairs, at most so long. */
  public String any(int maxLength) {
    StringBuilder text = new StringBuilder();
    for (int left = length(maxLength); left > 0; left--) {
      int point = point();
      if (Character.charCount(point) <= left) {
        text.appendCodePoint(point);
        left -= Character.charCount(point) - 1;
      }
    }
    return text.toString();
  }

  private int point() {
    return switch (random.nextInt(4)) {
      case 0 -> EDGES[random.nextInt(EDGES.length)];
      case 1 -> random.nextInt(0x80);
      case 2 -> random.nextInt(Character.MIN_SUPPLEMENTARY_CODE_POINT);
      default -> random.nextInt(Character.MAX_CODE_POINT + 1);
    };
  }

  /** Characters of ASCII, at most so many. */
  public String ascii(int maxLength) {
    StringBuilder text = new StringBuilder();
    for (int left = length(maxLength); left > 0; left--) {
      text.append((char) random.nextInt(0x80));
    }
    return text.toString();
  }

  /** Makes a text of these characters, which may be halves of surrogate pairs, at most so long. */
  public String of(String characters, int maxLength) {
    StringBuilder text = new StringBuilder();
    for (int left = length(maxLength); left > 0; left--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }

  /** Picks one of these values. */
  @SafeVarargs
  public final <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** Returns what one of these makes. */
  @SafeVarargs
  public final <T> T oneOf(Supplier<T>... makers) {
    return makers[random.nextInt(makers.length)].get();
  }

  /** Returns a list of what this makes, at most so long. */
  public <T> List<T> list(int maxSize, Supplier<T> maker) {
    List<T> list = new ArrayList<>();
    for (int left = length(maxSize); left > 0; left--) {
      list.add(maker.get());
    }
    return list;
  }

  private int length(int max) {
    return random.nextInt(max + 1);
  }
}
