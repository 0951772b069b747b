package io.github.usdt4j.snoop.images;

import io.github.usdt4j.snoop.proc.KernelText;
import io.github.usdt4j.snoop.proc.ReadLimit;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads /proc/PID/maps in constant memory: a process has as many mappings as it likes, of files
 * with names as long as it likes.
 */
final class Maps {
  /** Takes the mappings of one file that follow each other, the one of its beginning first. */
  interface Visitor {
    void file(List<Mapping> mappings) throws IOException;

    /** Takes a line of any kind, as it stands there. */
    default void line(String text) {}
  }

  /** Longer than the line of any file that can be opened, all of its name shown as escapes. */
  private static final int MAX_LINE = 20_000;

  private static final int MAX_MAPPINGS = 8;
  private static final int CHUNK = 65_536;

  /** What a line has behind its range, for the beginning of a file that only can be read. */
  private static final String FIRST = " r--p 00000000 ";

  private final Visitor visitor;
  private final ReadLimit limit;

  /** The line that is being read; one that is too long stays incomplete. */
  private final byte[] line = new byte[MAX_LINE];

  private int length;

  /** The mappings of the file in the lines before; empty when it did not begin as an image does. */
  private List<Mapping> mappings = new ArrayList<>();

  private Maps(Visitor visitor, ReadLimit limit) {
    this.visitor = visitor;
    this.limit = limit;
  }

  /** Reads all lines; fails when there are too many or when that takes too long. */
  static void read(InputStream in, ReadLimit limit, Visitor visitor) throws IOException {
    new Maps(visitor, limit).read(in);
  }

  private void read(InputStream in) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int size = in.read(chunk); size > 0; size = in.read(chunk)) {
      limit.take(size);
      for (int i = 0; i < size; i++) {
        if (chunk[i] == '\n') {
          String text = length < MAX_LINE ? KernelText.of(line, length) : "";
          visitor.line(text);
          take(text);
          length = 0;
        } else if (length < MAX_LINE) {
          line[length++] = chunk[i];
        }
      }
    }
    take("");
  }

  /**
   * Takes a line, and reads it only where it may belong to an image: there are hundreds of lines.
   */
  private void take(String text) throws IOException {
    if (!mappings.isEmpty()) {
      if (text.endsWith(mappings.get(0).path()) && add(text)) {
        return;
      }
      visitor.file(mappings);
      mappings = new ArrayList<>();
    }
    if (text.startsWith(FIRST, Math.max(text.indexOf(' '), 0))) {
      Mapping.parse(text).ifPresent(mappings::add);
    }
  }

  private boolean add(String text) {
    Mapping mapping = Mapping.parse(text).orElse(null);
    boolean belongs =
        mapping != null && mapping.isSameFile(mappings.get(0)) && mappings.size() < MAX_MAPPINGS;
    if (belongs) {
      mappings.add(mapping);
    }
    return belongs;
  }
}
