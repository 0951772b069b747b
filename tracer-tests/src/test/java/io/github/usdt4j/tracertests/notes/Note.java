package io.github.usdt4j.tracertests.notes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One stapsdt note of an image, as any reader tells it.
 *
 * @param site address of the probe site in the image
 * @param base address of {@code .stapsdt.base} when the note was written
 * @param semaphore address in the image; 0 for none
 * @param arguments the operands, such as {@code -4@%edi 8@8(%rsp)}
 */
public record Note(
    String provider, String name, String arguments, long site, long base, long semaphore) {
  /** The blank in {@code [sp, 8]} is none between operands. */
  private static final Pattern OPERAND = Pattern.compile("\\[[^\\]]*\\]|\\S");

  private static final Pattern OPERANDS = Pattern.compile("(?:" + OPERAND + ")+");

  /** From a descriptor: three addresses, then three texts. */
  static Note of(ByteBuffer descriptor) {
    descriptor.order(ByteOrder.LITTLE_ENDIAN);
    long site = descriptor.getLong();
    long base = descriptor.getLong();
    long semaphore = descriptor.getLong();
    String[] texts = ISO_8859_1.decode(descriptor).toString().split("\0", -1);
    if (texts.length != 4 || !texts[3].isEmpty()) {
      throw new AssertionError("a descriptor with " + List.of(texts));
    }
    return new Note(texts[0], texts[1], texts[2], site, base, semaphore);
  }

  /** The operands one by one. */
  public List<String> operands() {
    return OPERANDS.matcher(arguments).results().map(MatchResult::group).toList();
  }
}
