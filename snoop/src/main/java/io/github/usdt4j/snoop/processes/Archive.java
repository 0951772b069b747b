package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.proc.Deadline;
import io.github.usdt4j.snoop.proc.Descriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Looks through the directory of a jar for names of usdt4j. It reads in pieces and takes nothing
 * apart, so that a file that only looks like a jar can do no harm.
 *
 * <pre>
 * entries ... | directory, one record an entry | [zip64 end, its locator] | end: 22 bytes, a comment
 * end:      0 "PK\5\6" | 12 size of the directory, 4 bytes
 * zip64:    0 "PK\6\6" | 40 size of the directory, 8 bytes;  locator: 20 bytes before the end
 * </pre>
 */
final class Archive {
  private static final List<String> NAMES =
      List.of("io/github/usdt4j/internal/Backends.class", "/usdt4j-core-");
  private static final int LONGEST_NAME = 64;

  private static final int END_SIZE = 22;
  private static final int MAX_COMMENT = 0xffff;
  private static final int END = 0x06054b50;
  private static final int ZIP64_END = 0x06064b50;
  private static final int ZIP64_SIZE = 56;
  private static final int LOCATOR_SIZE = 20;
  private static final long UNKNOWN = 0xffffffffL;

  private static final int CHUNK = 1 << 16;
  private static final long MAX_DIRECTORY = 32 << 20;

  private Archive() {}

  static boolean hasUsdt4j(Descriptor file, Deadline deadline) throws IOException {
    try (FileChannel channel = file.channel()) {
      return hasUsdt4j(channel, deadline);
    }
  }

  private static boolean hasUsdt4j(FileChannel channel, Deadline deadline) throws IOException {
    long size = channel.size();
    int tailSize = (int) Math.min(size, END_SIZE + MAX_COMMENT + LOCATOR_SIZE + ZIP64_SIZE);
    ByteBuffer tail = read(channel, size - tailSize, tailSize);
    for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        return has(channel, size - tailSize, tail, at, deadline);
      }
    }
    return false;
  }

  private static boolean has(
      FileChannel channel, long tailAt, ByteBuffer tail, int end, Deadline deadline)
      throws IOException {
    long length = Integer.toUnsignedLong(tail.getInt(end + 12));
    long stop = tailAt + end;
    int zip64 = end - LOCATOR_SIZE - ZIP64_SIZE;
    if (zip64 >= 0 && tail.getInt(zip64) == ZIP64_END) {
      length = length == UNKNOWN ? tail.getLong(zip64 + 40) : length;
      stop = tailAt + zip64;
    }
    if (length < 0 || length > stop) {
      return false;
    }
    // Not where the end says that it begins: a script may stand before the first entry.
    return contains(channel, stop - length, Math.min(length, MAX_DIRECTORY), deadline);
  }

  private static boolean contains(FileChannel channel, long start, long length, Deadline deadline)
      throws IOException {
    for (long at = start; at < start + length; at += CHUNK) {
      deadline.check();
      int size = (int) Math.min(CHUNK + LONGEST_NAME, start + length - at);
      String text = new String(read(channel, at, size).array(), StandardCharsets.ISO_8859_1);
      if (NAMES.stream().anyMatch(text::contains)) {
        return true;
      }
    }
    return false;
  }

  private static ByteBuffer read(FileChannel channel, long at, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) {}
    return bytes.flip();
  }
}
