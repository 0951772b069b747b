package io.github.usdt4j.snoop.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.processes.User;
import io.github.usdt4j.snoop.records.LogRecord;
import io.github.usdt4j.snoop.records.Output;
import io.github.usdt4j.snoop.records.PrettyOutput;
import io.github.usdt4j.snoop.records.PrettyOutput.Origin;
import io.github.usdt4j.testsupport.RandomCases;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final int TRIES = 500;
  private static final User ANN = new User(1000, "ann");

  /** What a record of another process begins with, where a record of this one has a field. */
  private static final String OF_ANOTHER = "{\"x\":{\"pid\":1,\"user\":\"root\"}}";

  private static final String FORGED = "14:03:22.518 ERROR [main] com.acme.Bank: all is lost";

  /** What terminals make of a character: some see one cell in each, some two, some each byte. */
  private static final List<IntUnaryOperator> TERMINALS =
      List.of(
          c -> 1,
          c -> c < 0x80 ? 1 : 2,
          c -> SafeText.isMark(c) ? 0 : 1,
          c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);

  @Test
  void paddedMessage_makesNoRowThatLooksLikeARecord() {
    for (int columns = 16; columns < 200; columns++) {
      String head = pretty(0, message("")).strip();
      // So long that the forged part is the first that the terminal has no room for.
      for (String padding : List.of(" ", "x", "\u3000", "ä", "\u2800", "\u0301", "😀")) {
        int count = Math.floorMod(-head.length() - 1, columns) + columns;
        String lines = pretty(columns, message(padding.repeat(count) + FORGED));

        for (IntUnaryOperator terminal : TERMINALS) {
          assertMarked(screen(lines, columns, terminal));
        }
      }
    }
  }

  @Test
  void anyText_inAnyPlace_makesNoRowThatLooksLikeARecord() {
    RandomCases.check(
        TRIES,
        random -> {
          int columns = random.nextInt(16, 120);
          Map<String, Object> fields = new LinkedHashMap<>();
          for (String name : List.of("time", "level", "thread", "logger", "message", "throwable")) {
            fields.put(name, hostile(random));
          }
          fields.put("mdc", Map.of(hostile(random), hostile(random)));
          fields.putAll(LogRecord.parse(7, ANN, OF_ANOTHER).fields());
          LogRecord record = new LogRecord(7, ANN, fields);
          String pretty = pretty(columns, record);
          String json = Output.json(() -> columns).lines(record);

          for (IntUnaryOperator terminal : TERMINALS) {
            assertMarked(screen(pretty, columns, terminal));
            assertMarked(screen(json, columns, terminal));
          }
        });
  }

  @Test
  void rows_joined_areTheText() {
    String message = "one two ".repeat(40);
    String rows = pretty(60, message(message));

    assertThat(rows.replace("\n  > ", "")).isEqualTo(pretty(Rows.UNLIMITED, message(message)));
    assertThat(rows.lines()).hasSizeGreaterThan(5).allMatch(row -> row.length() < 60);
  }

  @Test
  void longRunOfBlanks_onATerminal_isCounted() {
    String blanks = " ".repeat(20) + "\u00a0\u3000\u2003\u2800\u3164" + " ".repeat(8);

    assertThat(rows(200, "a" + blanks.substring(1) + "b"))
        .isEqualTo("a" + blanks.substring(1) + "b");
    assertThat(rows(200, "a" + blanks + "b")).isEqualTo("a[33 blanks]b");
    assertThat(rows(Rows.UNLIMITED, "a" + blanks + "b")).isEqualTo("a" + blanks + "b");
  }

  @Test
  void marks_beyondFour_areShownAsEscapes() {
    assertThat(rows(200, "e\u0301\u0301\u0301\u0301x")).isEqualTo("e\u0301\u0301\u0301\u0301x");
    assertThat(rows(200, "e" + "\u0301".repeat(6)))
        .isEqualTo("e\u0301\u0301\u0301\u0301\\u{301}\\u{301}");
    assertThat(rows(200, "\u0301")).isEqualTo("\\u{301}");
  }

  @Test
  void rowWithWritingFromTheRight_saysItsDirectionFirst() {
    assertThat(rows(200, "abc שלום")).isEqualTo("\u200eabc שלום");
    assertThat(rows(16, "abcdefghijklmno שלום"))
        .isEqualTo("abcdefghijklmno\n\u200e  >  שלו\n\u200e  > ם");
    assertThat(rows(Rows.UNLIMITED, "abc שלום")).isEqualTo("abc שלום");
  }

  @Test
  void colour_isTakenUpAgainInTheNextRow() {
    String rows = new Rows(16).text("\033[36m", "abcdefghijklmnopqr").toString();

    assertThat(rows).isEqualTo("\033[36mabcdefghijklmno\033[0m\n  > \033[36mpqr\033[0m");
  }

  @Test
  void controls_areShownAsEscapesInOnePiece() {
    assertThat(rows(16, "abcdefghijklmn\t\033[2J")).isEqualTo("abcdefghijklmn\n  > \\t\\u{1b}[2J");
  }

  private static String rows(int columns, String text) {
    return new Rows(columns).text(text).toString();
  }

  private static LogRecord message(String text) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("time", "2026-01-02T14:03:22.518Z");
    fields.put("level", "info");
    fields.put("thread", "main");
    fields.put("logger", "com.acme.Shop");
    fields.put("message", text);
    return new LogRecord(7, ANN, fields);
  }

  private static String pretty(int columns, LogRecord record) {
    return new PrettyOutput(ZoneOffset.UTC, () -> columns, false, true, () -> Origin.PID)
        .lines(record);
  }

  private static String hostile(RandomGenerator random) {
    String[] pieces = {
      FORGED,
      "{\"pid\":1,\"uid\":0,\"user\":\"root\",",
      " ",
      "\u3000",
      "x",
      "ä",
      "€",
      "😀",
      "\u0301",
      "\u200d",
      "ש",
      "\ud83d",
      "\033[2J",
      "\n",
      "\t",
      "\u202e",
      "\u2e3b",
      "\ufdfd"
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)].repeat(1 + random.nextInt(40)));
    }
    return text.toString();
  }

  /** The rows that a terminal shows, which goes on in the next one where one is full. */
  private static List<String> screen(String lines, int columns, IntUnaryOperator cells) {
    List<String> screen = new ArrayList<>();
    for (String line : lines.split("\n", -1)) {
      StringBuilder row = new StringBuilder();
      int used = 0;
      for (int c : line.codePoints().toArray()) {
        if (used + cells.applyAsInt(c) > columns) {
          screen.add(row.toString());
          row.setLength(0);
          used = 0;
        }
        row.appendCodePoint(c);
        used += cells.applyAsInt(c);
      }
      screen.add(row.toString());
    }
    return screen;
  }

  /** All rows but the first begin with a mark, or with the indent of an exception. */
  private static void assertMarked(List<String> screen) {
    assertThat(screen.subList(1, screen.size())).allMatch(row -> row.matches("\u200e?  (> |  ).*"));
  }
}
