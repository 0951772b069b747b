package io.github.usdt4j.testsupport.twin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the differences of two lists of texts, in few lines. */
final class Differences {
  /** How many texts of one kind are shown; the others are counted. */
  private static final int SHOWN = 10;

  /** How much of a text is shown. */
  private static final int SHOWN_CHARACTERS = 400;

  private final List<String> found = new ArrayList<>();

  /** Returns one difference a line. */
  List<String> found() {
    return List.copyOf(found);
  }

  void add(String difference) {
    found.add(difference);
  }

  /** Compares the lists, or where they are equal as bags, the order. */
  void compare(String firstName, List<String> first, String secondName, List<String> second) {
    int before = found.size();
    addMore("only in " + firstName, first, second);
    addMore("only in " + secondName, second, first);
    if (found.size() == before && !first.equals(second)) {
      addOrder(firstName, first, secondName, second);
    }
  }

  private void addMore(String title, List<String> some, List<String> others) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    some.forEach(text -> counts.merge(text, 1, Integer::sum));
    others.forEach(text -> counts.merge(text, -1, Integer::sum));
    counts.values().removeIf(count -> count <= 0);
    counts.entrySet().stream()
        .limit(SHOWN)
        .forEach(each -> add(title + times(each.getValue()) + ": " + shown(each.getKey())));
    if (counts.size() > SHOWN) {
      add(title + ": " + (counts.size() - SHOWN) + " more");
    }
  }

  private void addOrder(
      String firstName, List<String> first, String secondName, List<String> second) {
    int at = 0;
    while (first.get(at).equals(second.get(at))) {
      at++;
    }
    add(
        "another order from number %d on: %s has %s, %s has %s"
            .formatted(at, firstName, shown(first.get(at)), secondName, shown(second.get(at))));
  }

  private static String times(int count) {
    return count == 1 ? "" : ", " + count + " times";
  }

  private static String shown(String text) {
    String line = text.strip().replace("\n", "\\n");
    return line.length() <= SHOWN_CHARACTERS ? line : line.substring(0, SHOWN_CHARACTERS) + "...";
  }
}
