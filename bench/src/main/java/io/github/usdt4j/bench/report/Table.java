package io.github.usdt4j.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** Writes rows as Markdown. */
public final class Table {
  private static final String HEAD =
      """
      | what | this project | peer | ratio or difference (over forks) | target | |
      |---|---|---|---|---|---|
      """;

  private Table() {}

  public static String markdown(List<Row> rows) {
    return rows.stream().map(Table::line).collect(Collectors.joining("", HEAD, ""));
  }

  private static String line(Row row) {
    String ours = row.ours() == null ? "" : row.ours().text();
    String peer = row.theirs() == null ? row.peer() : row.peer() + ": " + row.theirs().text();
    String result = row.result() == null ? "" : row.result().textWithSpread();
    return "| %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            cell(row.what()), ours, cell(peer), result, row.target().text(), row.verdict().text());
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\R+", " ");
  }
}
