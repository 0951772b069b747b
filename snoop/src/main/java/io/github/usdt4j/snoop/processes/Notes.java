package io.github.usdt4j.snoop.processes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the probes of an image.
 *
 * <p>Its first page holds the ELF header, the section headers, their names and the mark {@code
 * usdtimg}; the probes are in the section {@code .note.stapsdt}:
 *
 * <pre>
 *  0  owner size 8 | 4  descriptor size | 8  type 3 | 12  "stapsdt\0"
 * 20  site | 28  base | 36  semaphore | 44  provider\0 name\0 operands\0 | to a multiple of 4
 * </pre>
 */
final class Notes {
  private static final int HEAD_SIZE = 4096;
  private static final byte[] MARK = "usdtimg\0".getBytes(StandardCharsets.US_ASCII);
  private static final long ELF64_LITTLE_ENDIAN = 0x00010102464c457fL;
  private static final long VERSION_MASK = 0x00ffffffffffffffL;

  private static final int SECTIONS_AT = 0x28;
  private static final int SECTION_SIZE_AT = 0x3a;
  private static final int SECTION_COUNT_AT = 0x3c;
  private static final int NAMES_INDEX_AT = 0x3e;
  private static final String SECTION = ".note.stapsdt";

  private static final String OWNER = "stapsdt";
  private static final int TYPE = 3;
  private static final int OWNER_AT = 12;
  private static final int DESCRIPTOR_AT = 20;
  private static final int STRINGS_AT = 44;

  /** More than an image can hold: 65,536 probes with the longest names. */
  private static final long MAX_SECTION = 64L << 20;

  private Notes() {}

  /** The probes in this file, or nothing when it is no image. */
  static Optional<List<ProbeNote>> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer head = read(channel, 0, HEAD_SIZE);
      return isImage(head) ? Optional.of(notes(section(channel, head))) : Optional.empty();
    } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException e) {
      // Cut short, or made by somebody to look like an image: offsets lead nowhere.
      return Optional.empty();
    }
  }

  private static boolean isImage(ByteBuffer head) {
    if (head.limit() < HEAD_SIZE || (head.getLong(0) & VERSION_MASK) != ELF64_LITTLE_ENDIAN) {
      return false;
    }
    for (int i = 0; i < HEAD_SIZE - MARK.length; i += 4) {
      if (head.getLong(i) == mark()) {
        return true;
      }
    }
    return false;
  }

  private static long mark() {
    return ByteBuffer.wrap(MARK).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static ByteBuffer section(FileChannel channel, ByteBuffer head) throws IOException {
    int size = head.getShort(SECTION_SIZE_AT);
    int first = Math.toIntExact(head.getLong(SECTIONS_AT));
    int names = (int) head.getLong(first + head.getShort(NAMES_INDEX_AT) * size + 0x18);
    for (int i = 0; i < head.getShort(SECTION_COUNT_AT); i++) {
      int section = first + i * size;
      if (string(head, names + head.getInt(section)).equals(SECTION)) {
        long length = head.getLong(section + 0x20);
        if (length >= 0 && length <= MAX_SECTION) {
          return read(channel, head.getLong(section + 0x18), (int) length);
        }
      }
    }
    return ByteBuffer.allocate(0);
  }

  private static List<ProbeNote> notes(ByteBuffer section) {
    List<ProbeNote> notes = new ArrayList<>();
    for (int at = 0; at + STRINGS_AT < section.limit(); ) {
      int ownerSize = section.getInt(at);
      int descriptorSize = section.getInt(at + 4);
      if (ownerSize != OWNER.length() + 1 || descriptorSize < STRINGS_AT - DESCRIPTOR_AT) {
        break;
      }
      if (section.getInt(at + 8) == TYPE && string(section, at + OWNER_AT).equals(OWNER)) {
        notes.add(note(section, at));
      }
      at += DESCRIPTOR_AT + (descriptorSize + 3 & ~3);
    }
    return notes;
  }

  private static ProbeNote note(ByteBuffer section, int at) {
    String provider = string(section, at + STRINGS_AT);
    int nameAt = at + STRINGS_AT + length(section, at + STRINGS_AT) + 1;
    int operandsAt = nameAt + length(section, nameAt) + 1;
    return new ProbeNote(
        provider,
        string(section, nameAt),
        section.getLong(at + DESCRIPTOR_AT),
        section.getLong(at + DESCRIPTOR_AT + 16),
        string(section, operandsAt));
  }

  private static int length(ByteBuffer bytes, int at) {
    int end = at;
    while (bytes.get(end) != 0) {
      end++;
    }
    return end - at;
  }

  private static String string(ByteBuffer bytes, int at) {
    byte[] text = new byte[length(bytes, at)];
    bytes.get(at, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static ByteBuffer read(FileChannel channel, long at, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) {}
    return bytes.flip();
  }
}
