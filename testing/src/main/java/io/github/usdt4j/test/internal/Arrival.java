package io.github.usdt4j.test.internal;

import io.github.usdt4j.ArgType;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Makes of an argument what a tracer reads: strict UTF-8, cut at the limit, or as many bytes of a
 * word as its type has.
 */
final class Arrival {
  private Arrival() {}

  /** Returns the type with this spelling in C. */
  static ArgType type(String cType) {
    return Stream.of(ArgType.values())
        .filter(type -> type.cType().equals(cType))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(cType + " is no type of an argument"));
  }

  /** Returns the part of a word that its type covers. */
  static long word(long word, ArgType type) {
    return switch (type) {
      case INT8 -> (byte) word;
      case INT16 -> (short) word;
      case INT32 -> (int) word;
      case UINT8, BOOL -> word & 0xff;
      case UINT16 -> word & 0xffff;
      case UINT32, FLOAT -> word & 0xffff_ffffL;
      default -> word;
    };
  }

  /** Tells whether a text is longer than it may be. */
  static boolean isCut(String given, int maxBytes) {
    return given != null && bytes(given).length > maxBytes;
  }

  /** Returns a text, cut between characters; for null it returns null. */
  static String text(String given, int maxBytes) {
    if (given == null) {
      return null;
    }
    byte[] bytes = bytes(given);
    int end = Math.min(bytes.length, maxBytes);
    while (end < bytes.length && end > 0 && (bytes[end] & 0xc0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String given) {
    return given.replace('\0', '\ufffd').getBytes(StandardCharsets.UTF_8);
  }
}
