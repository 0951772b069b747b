package io.github.usdt4j.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** Writes rows with the value of every fork as JSON. */
public final class Json {
  private Json() {}

  public static String of(String machine, List<Row> rows) {
    return "{\n  \"machine\": %s,\n  \"rows\": [\n%s\n  ]\n}\n"
        .formatted(text(machine), rows.stream().map(Json::row).collect(Collectors.joining(",\n")));
  }

  private static String row(Row row) {
    return ("    {\"what\": %s, \"ours\": %s, \"peer\": %s, \"theirs\": %s, \"result\": %s,"
            + " \"target\": %s, \"verdict\": %s}")
        .formatted(
            text(row.what()),
            figure(row.ours()),
            text(row.peer()),
            figure(row.theirs()),
            figure(row.result()),
            text(row.target().text()),
            text(row.verdict().name()));
  }

  private static String figure(Figure figure) {
    return figure == null
        ? "null"
        : "{\"unit\": %s, \"forks\": %s}".formatted(text(figure.unit()), numbers(figure.forks()));
  }

  /** Writes numbers; a value that JSON has no number for becomes null. */
  private static String numbers(List<Double> values) {
    return values.stream()
        .map(value -> Double.isFinite(value) ? value.toString() : "null")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
