package io.github.usdt4j.snoop.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damages images, and lines of /proc/PID/maps, at random and where it hurts. */
public final class Mutations {
  /** Numbers that a size, a count or a place might be wrong at. */
  private static final long[] NUMBERS = {
    0,
    1,
    2,
    3,
    8,
    15,
    16,
    31,
    32,
    127,
    128,
    129,
    255,
    256,
    257,
    4095,
    4096,
    4112,
    0x10f9,
    0x3020,
    0x7fff,
    0x8000,
    0xffff,
    65_536,
    0x7fff_ffffL,
    0x8000_0000L,
    0xffff_ffffL,
    63L << 20,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2,
    -4096
  };

  private static final String[] WORDS = {
    " ",
    "\n",
    "-",
    ":",
    "/",
    "0",
    "f",
    "00000000",
    "ffffffffffffffffff",
    "r--p",
    "rwxs",
    "ä",
    "\033",
    "08000000-08001000 r--p 00000000 fe:00 7 /a",
    " (deleted)",
    "\\012",
    "[heap]"
  };

  private final RandomGenerator random;

  public Mutations(RandomGenerator random) {
    this.random = random;
  }

  /** A damaged copy of an image: one to four wounds, few of which are fatal at first sight. */
  public byte[] of(MadeImage image) {
    byte[] bytes = image.toBytes();
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int wounds = 1 + random.nextInt(4); wounds > 0; wounds--) {
      wound(view, image);
    }
    return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private void wound(ByteBuffer image, MadeImage layout) {
    int at =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(MadeImage.HEAD / 2);
          case 1 -> random.nextInt(image.capacity());
          default -> layout.noteAt() + random.nextInt(image.capacity() - layout.noteAt());
        };
    switch (random.nextInt(6)) {
      case 0 -> image.put(at, (byte) random.nextInt());
      case 1 -> image.put(at, (byte) (image.get(at) ^ 1 << random.nextInt(8)));
      case 2 -> putNumber(image, at & ~3, random.nextBoolean());
      case 3 -> shift(image, at & ~3);
      case 4 -> copy(image, random.nextInt(image.capacity()), at);
      default -> image.put(at, (byte) 0);
    }
  }

  private void putNumber(ByteBuffer image, int at, boolean isLong) {
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    if (isLong && at + 8 <= image.capacity()) {
      image.putLong(at, number);
    } else {
      image.putInt(at, (int) number);
    }
  }

  /** Moves a number a little. */
  private void shift(ByteBuffer image, int at) {
    image.putInt(at, image.getInt(at) + random.nextInt(-64, 65));
  }

  private void copy(ByteBuffer image, int from, int to) {
    int length = Math.min(random.nextInt(1, 200), image.capacity() - Math.max(from, to));
    byte[] piece = new byte[length];
    image.get(from, piece).put(to, piece);
  }

  /** A damaged copy of a process's maps. */
  public String of(String maps) {
    StringBuilder text = new StringBuilder(maps);
    for (int wounds = 1 + random.nextInt(5); wounds > 0; wounds--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + random.nextInt(40));
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(1, 0x100));
        case 1 -> text.insert(at, WORDS[random.nextInt(WORDS.length)]);
        case 2 -> text.insert(at, text.substring(at, end));
        default -> text.delete(at, Math.min(end, text.length() - 1));
      }
    }
    return text.toString();
  }
}
