package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** On a real terminal, which goes on in the next row where one is full. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"script", "stty", "cc"})
class TerminalIT {
  private static final int COLUMNS = 60;
  private static final String HEAD = "14:03:22.518 INFO  [main] com.acme.Shop: ";
  private static final String FORGED = "14:03:22.518 ERROR [main] com.acme.Bank: forged";
  private static final String RECORD = "(?s)\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d .*|\\{\"pid\".*";

  @RegisterExtension static final NativeApp.Home HOME = new NativeApp.Home();

  private NativeApp app;

  @BeforeEach
  void start() {
    app = HOME.start(0, "terminal");
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void paddedRecord_makesNoRowThatLooksLikeAnother() {
    try (Child snoop = onTerminal("-c", "2")) {
      snoop.awaitLine("following");
      app.fire(" ".repeat(COLUMNS - HEAD.length()) + FORGED);
      app.fire("x".repeat(2 * COLUMNS - HEAD.length()) + FORGED);
      snoop.awaitExit();

      List<String> rows = rows(snoop, COLUMNS);
      assertThat(rows).anyMatch(row -> row.startsWith("  > ") && row.contains("14:03:22.518 ERR"));
      assertThat(rows.stream().filter(row -> row.matches(RECORD))).hasSize(2);
    }
  }

  @Test
  void paddedRecord_asJson_makesNoRowThatLooksLikeAnother() {
    try (Child snoop = onTerminal("--json", "-c", "1")) {
      snoop.awaitLine("following");
      String head =
          "{\"pid\":%d,\"uid\":0,\"user\":\"root\",\"x\":\"\",\"y\":".formatted(app.pid());
      String padding = "x".repeat(2 * COLUMNS - head.length());
      app.ask(
          "fire {\"x\":\"%s\",\"y\":{\"pid\":1,\"uid\":0,\"user\":\"root\"}}".formatted(padding));
      snoop.awaitExit();

      List<String> rows = rows(snoop, COLUMNS);
      assertThat(rows.stream().filter(row -> row.matches(RECORD))).hasSize(1);
      assertThat(String.join("", rows).replace("  > ", "")).contains("\"y\":{\"pid\":1,\"uid\":0,");
    }
  }

  @Test
  void terminal_thatIsMadeNarrower_isFollowed() {
    try (Child snoop = onTerminal()) {
      snoop.awaitLine("following");
      Child.run("stty", "-F", snoop.lines().get(0).strip(), "cols", Integer.toString(COLUMNS / 2));
      // snoop asks from time to time.
      Await.until(
          () -> "narrow rows, and not " + snoop.text(),
          () -> {
            app.fire("x".repeat(COLUMNS));
            return snoop.lines().stream()
                .anyMatch(
                    row -> row.stripTrailing().matches("  > x{%d}".formatted(COLUMNS / 2 - 1 - 4)));
          });
      snoop.send("\003");
      snoop.awaitExit();
    }
  }

  @Test
  void message_thatIsLong_goesOnInMarkedRows() {
    try (Child snoop = onTerminal("-p", "none " + " ".repeat(COLUMNS) + FORGED)) {
      assertThat(snoop.awaitExit()).isEqualTo(1);
      List<String> rows = rows(snoop, COLUMNS);

      assertThat(rows.get(1))
          .startsWith("snoop: no process with usdt4j probes has none[61 blanks]");
      assertThat(rows.subList(2, rows.size())).isNotEmpty().allMatch(row -> row.startsWith("  > "));
    }
  }

  /** Runs snoop on a terminal; the first line is the terminal's name. */
  private Child onTerminal(String... arguments) {
    StringBuilder command =
        new StringBuilder("tty; stty cols %d; exec %s".formatted(COLUMNS, SnoopRun.LAUNCHER));
    List<String> all = new ArrayList<>(List.of("-p", Long.toString(app.pid())));
    all.addAll(List.of(arguments));
    all.forEach(argument -> command.append(" '").append(argument).append("'"));
    // A build in the background ignores SIGINT, and what it starts inherits that.
    ProcessBuilder builder =
        new ProcessBuilder(
            "env", "--default-signal=INT", "script", "-qec", command.toString(), "/dev/null");
    builder.environment().put("NO_COLOR", "1");
    return Child.start(builder);
  }

  /** What the terminal shows. */
  private static List<String> rows(Child snoop, int columns) {
    List<String> rows = new ArrayList<>();
    for (String shown : snoop.lines()) {
      // A terminal ends its lines with a carriage return, too.
      String line = shown.stripTrailing();
      int at = 0;
      for (; line.length() - at > columns; at += columns) {
        rows.add(line.substring(at, at + columns));
      }
      rows.add(line.substring(at));
    }
    return rows;
  }
}
