package io.github.usdt4j.tracertests.tracers;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What a tracer saw, in any order: it empties its buffers processor by processor. */
final class Seen {
  /** What our programs begin each of their lines with: {@code @@probe|argument|argument}. */
  static final String MARK = "@@";

  private record Fire(double time, String probe, String line) {}

  private final List<Fire> fires = new ArrayList<>();

  /** Takes {@code probe|argument|argument}. */
  void add(double time, String text) {
    int bar = text.indexOf('|');
    add(time, text.substring(0, bar), text.substring(bar + 1));
  }

  void add(double time, String probe, String line) {
    fires.add(new Fire(time, probe, line));
  }

  /** By probe, in the order of time. */
  Map<String, List<String>> byProbe() {
    return fires.stream()
        .sorted(Comparator.comparingDouble(Fire::time))
        .collect(groupingBy(Fire::probe, mapping(Fire::line, toList())));
  }
}
