package io.github.usdt4j.snoop.terminal;

/**
 * Lays out text in the rows of a terminal. A terminal goes on in the next row where one is full, so
 * that a text of the right length could make a row that looks like a record. Here no row is ever
 * full: what does not fit goes on in a row that begins with a mark.
 *
 * <p>A character counts as many cells as it has bytes in UTF-8. No terminal takes more, whatever it
 * thinks of the width of emoji and ambiguous characters, of marks that combine, or of UTF-8; so a
 * row may end early, and never late.
 *
 * <p>Without a terminal there are no rows: each text stays as it is.
 */
public final class Rows {
  /** Stands for the width where there is no terminal. */
  public static final int UNLIMITED = 0;

  private static final String MARK = "  > ";
  private static final String RESET = "\033[0m";

  /** Narrower than that, a terminal shows nothing that could be taken for a record. */
  private static final int LEAST_COLUMNS = 16;

  /** A longer run of blanks is counted: a terminal that is made narrower begins rows anew. */
  private static final int MOST_BLANKS = 32;

  /** No writing puts more marks on a letter; a heap of them covers the rows beside it. */
  private static final int MOST_MARKS = 4;

  /** Decides the direction of its row, and is not seen. */
  private static final char LEFT_TO_RIGHT = '\u200e';

  private static final int DIRECTION_CELLS = 3;

  private final StringBuilder rows = new StringBuilder(256);
  private final int width;
  private String style = "";
  private int cells;
  private int rowStart;
  private boolean isDirected;

  /**
   * Begins rows.
   *
   * @param columns the columns of the terminal, or {@link #UNLIMITED}
   */
  public Rows(int columns) {
    // A terminal may go on when the last column is written, or when the next character comes.
    width = columns == UNLIMITED ? Integer.MAX_VALUE : Math.max(columns, LEAST_COLUMNS) - 1;
  }

  /** Adds a text of others, made safe. */
  public Rows text(String text) {
    if (!isTerminal()) {
      SafeText.append(rows, text);
      return this;
    }
    for (int at = 0, end; at < text.length(); at = end) {
      end = blanksEnd(text, at);
      int blanks = text.codePointCount(at, end);
      if (blanks > MOST_BLANKS) {
        put("[" + blanks + " blanks]");
      } else {
        end = clusterEnd(text, at);
        put(shown(text, at, end));
      }
    }
    return this;
  }

  /** Adds a text that is safe and has to stay as it is, but for where rows end. */
  public Rows exactly(String text) {
    if (!isTerminal()) {
      rows.append(text);
      return this;
    }
    for (int at = 0, end; at < text.length(); at = end) {
      end = text.offsetByCodePoints(at, 1);
      put(text.substring(at, end));
    }
    return this;
  }

  /** Adds a text of others in a colour, where there is one. */
  public Rows text(String colour, String text) {
    if (colour.isEmpty()) {
      return text(text);
    }
    style = colour;
    rows.append(colour);
    text(text);
    rows.append(RESET);
    style = "";
    return this;
  }

  /** Ends the row; the next one begins with this. */
  public Rows next(String indent) {
    rows.append('\n');
    rowStart = rows.length();
    isDirected = false;
    cells = 0;
    return exactly(indent);
  }

  /** Adds what is shown in one piece, where a row has room for it. */
  private void put(String shown) {
    if (cells(shown) > width - MARK.length() - DIRECTION_CELLS && shown.length() > 1) {
      shown.codePoints().forEach(c -> put(Character.toString(c), isRightToLeft(c)));
    } else {
      put(shown, shown.codePoints().anyMatch(Rows::isRightToLeft));
    }
  }

  private void put(String shown, boolean isTurned) {
    int more = cells(shown);
    if (more + (isTurned && !isDirected ? DIRECTION_CELLS : 0) > width - cells) {
      rows.append(style.isEmpty() ? "" : RESET);
      next(MARK);
      rows.append(style);
    }
    if (isTurned && !isDirected) {
      rows.insert(rowStart, LEFT_TO_RIGHT);
      cells += DIRECTION_CELLS;
      isDirected = true;
    }
    rows.append(shown);
    cells += more;
  }

  private boolean isTerminal() {
    return width != Integer.MAX_VALUE;
  }

  private static int blanksEnd(String text, int start) {
    int end = start;
    while (end < text.length() && SafeText.isBlank(text.codePointAt(end))) {
      end = text.offsetByCodePoints(end, 1);
    }
    return end;
  }

  /** Returns where a character ends, with the marks on it. */
  private static int clusterEnd(String text, int start) {
    int end = text.offsetByCodePoints(start, 1);
    for (int marks = isMark(text, start) ? MOST_MARKS : 0;
        marks < MOST_MARKS && isMark(text, end);
        marks++) {
      end = text.offsetByCodePoints(end, 1);
    }
    return end;
  }

  private static boolean isMark(String text, int at) {
    return at < text.length() && SafeText.isMark(text.codePointAt(at));
  }

  private static String shown(String text, int start, int end) {
    String cluster = text.substring(start, end);
    // A mark alone has no letter to carry it, or one with too many marks.
    return isMark(text, start) ? SafeText.escaped(cluster) : SafeText.of(cluster);
  }

  private static int cells(String shown) {
    return shown.codePoints().map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4).sum();
  }

  /** Returns whether a terminal that knows of writing from the right may think so of it. */
  private static boolean isRightToLeft(int c) {
    return (c >= 0x590 && c <= 0x8ff)
        || (c >= 0xfb1d && c <= 0xfdff)
        || (c >= 0xfe70 && c <= 0xfeff)
        || (c >= 0x10800 && c <= 0x10fff)
        || (c >= 0x1e800 && c <= 0x1efff);
  }

  @Override
  public String toString() {
    return rows.toString();
  }
}
