package io.github.usdt4j.processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Is one case of the files in {@code wrong/}: a source with « where the mistake is, and the
 * message.
 *
 * @param packageName a package that no other case has
 */
record WrongInterface(String name, String packageName, String text, String message) {
  private static final String IMPORTS =
      "import io.github.usdt4j.typed.*; import java.util.*; import java.util.function.*;\n";

  /** What arguments.txt has of types. */
  private static final String TYPES =
      """

      record Empty() {}
      record Box<T>(int size) {}
      record Boxed(Box<String> box) {}
      record Order(String item, java.math.BigDecimal total) {}
      record Priced(Double price) {}
      record Outer(int id, Priced priced) {}
      record Node(int value, Node next) {}
      record Point(int x, int y) {}
      record Signed(@UsdtArg(unsigned = true) String text) {}
      class Hidden { private record Secret(int value) {}
        SHOP }
      """;

  static List<WrongInterface> all() {
    List<WrongInterface> all = new ArrayList<>(read("interfaces", "%s"));
    all.addAll(read("methods", "@UsdtProvider(\"shop\") interface Shop { %s }"));
    String probe = "@UsdtProvider(\"shop\") interface Shop { @UsdtProbe void sold(%s); }";
    for (WrongInterface each : read("arguments", probe)) {
      boolean isInside = each.text.contains("Hidden.");
      String types = TYPES.replace("SHOP", isInside ? each.text : "");
      all.add(
          new WrongInterface(
              each.name, each.packageName, (isInside ? "" : each.text) + types, each.message));
    }
    return all;
  }

  private static List<WrongInterface> read(String file, String around) {
    List<WrongInterface> cases = new ArrayList<>();
    for (String part : resource("/wrong/" + file + ".txt").split("(?m)^### ", -1)) {
      if (!part.isBlank()) {
        String[] lines = part.split("\n", 2);
        String[] halves = lines[1].split("(?m)^>>> ", -1);
        String packageName = file + cases.size();
        cases.add(
            new WrongInterface(
                file + ": " + lines[0],
                packageName,
                expanded(around.formatted(halves[0].strip()), packageName),
                expanded(halves[1].strip(), packageName)));
      }
    }
    return cases;
  }

  private static String expanded(String text, String packageName) {
    return text.replace("PACKAGE", packageName)
        .replace("LONG", "a".repeat(128))
        .replace("THIRTY_THREE", integers(33))
        .replace("THIRTY_ONE", integers(31))
        .replace("PROBES_251", probes(251));
  }

  private static String integers(int count) {
    return IntStream.range(0, count).mapToObj(i -> "int a" + i).collect(Collectors.joining(", "));
  }

  private static String probes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "@UsdtProbe void p" + i + "();")
        .collect(Collectors.joining(" "));
  }

  private static String resource(String path) {
    try (InputStream in = WrongInterface.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String source() {
    return marked().replace("«", "");
  }

  String path() {
    return packageName + "/Source.java";
  }

  /** Returns line and column of the mistake. */
  String place() {
    String before = marked().substring(0, marked().indexOf('«'));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return line + ":" + (before.length() - before.lastIndexOf('\n'));
  }

  private String marked() {
    return "package " + packageName + "; " + IMPORTS + text;
  }

  @Override
  public String toString() {
    return name;
  }
}
