package io.github.usdt4j.internal.logging;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** Makes provider names that every tracer can type, from logger names. */
final class ProviderNames {
  /** Limits a name: DTrace's field has 64 bytes and holds the process id too. */
  static final int MAX_LENGTH = 48;

  private static final int HASH_LENGTH = "h123456_".length();

  private ProviderNames() {}

  /**
   * Makes a name of letters, digits and single underscores, which starts with a letter and does not
   * end in a digit.
   */
  static String of(String logger) {
    String safe = safe(logger);
    return safe.length() <= MAX_LENGTH ? safe : hashed(logger);
  }

  /** Makes the same name with a hash of the logger's name in front. */
  static String hashed(String logger) {
    String safe = safe(logger);
    int room = MAX_LENGTH - HASH_LENGTH;
    if (safe.length() > room) {
      String tail = safe.substring(safe.length() - room);
      int segment = tail.indexOf('_');
      safe = segment >= 0 && segment < tail.length() - 1 ? tail.substring(segment + 1) : tail;
    }
    return hash(logger) + safe;
  }

  private static String safe(String logger) {
    StringBuilder name = new StringBuilder(logger.length() + 2);
    for (int i = 0; i < logger.length(); i++) {
      char c = logger.charAt(i);
      if (isLetter(c) || isDigit(c)) {
        name.append(c);
      } else if (name.length() == 0 || name.charAt(name.length() - 1) != '_') {
        name.append('_');
      }
    }
    if (name.length() == 0) {
      return "root";
    }
    if (!isLetter(name.charAt(0))) {
      // DTrace shows two underscores as a hyphen.
      name.insert(0, name.charAt(0) == '_' ? "l" : "l_");
    }
    if (isDigit(name.charAt(name.length() - 1))) {
      // DTrace appends the process id.
      name.append('_');
    }
    return name.toString();
  }

  private static String hash(String logger) {
    CRC32 crc = new CRC32();
    crc.update(logger.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "h%06x_", crc.getValue() & 0xffffff);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
