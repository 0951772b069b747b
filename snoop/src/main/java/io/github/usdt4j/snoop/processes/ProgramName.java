package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.proc.KernelText;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Makes the name by which people know a process from its arguments, byte by byte: the jar or main
 * class of a java command, else the program, without directories. It keeps no more than the name,
 * however long the arguments are.
 */
final class ProgramName {
  private static final Set<String> WITH_VALUE =
      Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-modules");

  private static final String JAVA = "java";

  /** Limits the signs that are shown of a name. */
  private static final int LONGEST = 80;

  private static final String CUT = "...";

  /** Limits the bytes that are kept of a word, to more than are shown of any. */
  private static final int MOST_BYTES = 4 * LONGEST + 4;

  /** What is shown of a name as it is, besides letters and digits of ASCII. */
  private static final String PLAIN = " !#$%&'*+,-./:;=?@^_`|~\"";

  private enum State {
    PROGRAM,
    OPTIONS,
    VALUE,
    KNOWN
  }

  /** The beginning of the present word, which is longer than each option with a value. */
  private final byte[] head = new byte[20];

  /** What the present word has behind its last slash, up to a limit. */
  private final byte[] base = new byte[MOST_BYTES];

  private int length;
  private int baseLength;
  private State state = State.PROGRAM;
  private String name = "";

  /** Returns whether the name is known, whatever follows. */
  boolean isKnown() {
    return state == State.KNOWN;
  }

  /** Returns the name as the process has it; empty when its arguments have none. */
  String name() {
    return name;
  }

  /** Takes the next byte of the arguments; each word ends with a zero. */
  void take(byte one) {
    if (isKnown()) {
      return;
    }
    if (one == 0) {
      endWord();
      length = 0;
      baseLength = 0;
      return;
    }
    if (length < head.length) {
      head[length] = one;
    }
    length++;
    if (one == '/') {
      baseLength = 0;
    } else if (baseLength < base.length) {
      base[baseLength++] = one;
    }
  }

  private void endWord() {
    switch (state) {
      case PROGRAM -> {
        name = KernelText.of(base, baseLength);
        state = name.equals(JAVA) ? State.OPTIONS : State.KNOWN;
      }
      case VALUE -> state = State.OPTIONS;
      default -> {
        if (isOptionWithValue()) {
          state = State.VALUE;
        } else if (length > 0 && head[0] != '-') {
          name = KernelText.of(base, baseLength);
          state = State.KNOWN;
        }
      }
    }
  }

  private boolean isOptionWithValue() {
    return length <= head.length
        && WITH_VALUE.contains(new String(head, 0, length, StandardCharsets.ISO_8859_1));
  }

  /**
   * Returns a name as it is shown beside the process's user, which stands in parentheses: a process
   * chooses its name, so signs that are not plain are shown as escapes, among them all that look
   * like parentheses, and a long name is cut.
   */
  static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      i += Character.charCount(c);
      String sign = isPlain(c) ? Character.toString(c) : "\\u{%x}".formatted(c);
      if (shown.length() + sign.length() > LONGEST) {
        return shown + CUT;
      }
      shown.append(sign);
    }
    return shown.toString();
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }
}
