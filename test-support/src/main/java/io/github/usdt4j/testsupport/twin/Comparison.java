package io.github.usdt4j.testsupport.twin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares what twins have left behind: the file of DEBUG and the tracer's records of INFO, the two
 * logs of INFO, and the tracer's records with the log of the same process.
 */
final class Comparison {
  private static final String TRACER = "the tracer's events";

  private final Likeness likeness;
  private final Likeness logLikeness;
  private final UnaryOperator<String> normalisation;
  private final Pattern optional;
  private final Differences differences = new Differences();

  /**
   * @param likeness what all events of two runs have in common
   * @param logLikeness what their logs have
   * @param normalisation changes what differs between two runs of the same program, in each text
   * @param optional finds the kinds of events of which a run may have none
   */
  Comparison(
      Likeness likeness,
      Likeness logLikeness,
      UnaryOperator<String> normalisation,
      Pattern optional) {
    this.likeness = likeness;
    this.logLikeness = logLikeness;
    this.normalisation = normalisation;
    this.optional = optional;
  }

  /** Returns the differences that were found so far. */
  Differences differences() {
    return differences;
  }

  /** Compares what the framework wrote at DEBUG with what the tracer saw at INFO. */
  void events(List<TwinEvent> loud, List<TracerRecord> traced) {
    List<TwinEvent> seen = traced.stream().map(TracerRecord::event).toList();
    compare(likeness, "the file of DEBUG", normalised(loud), TRACER, normalised(seen));
  }

  /** Compares what a process logged with what the tracer saw of it: nothing at all may differ. */
  void sameProcess(String logName, List<TwinEvent> logged, List<TracerRecord> traced) {
    List<TwinEvent> atLevel =
        traced.stream().filter(each -> !each.isBelow()).map(TracerRecord::event).toList();
    compareThreads(logName, logged, TRACER + " of the same process", atLevel);
  }

  /** Compares the log of INFO with and without a tracer, with all of its text. */
  void logs(String traced, String quiet) {
    logs("the log with a tracer", traced, quiet);
  }

  /** Does so with a log that is told by that name. */
  void logs(String tracedName, String traced, String quiet) {
    String quietName = "the log without";
    int before = differences.found().size();
    compare(
        logLikeness,
        tracedName,
        normalised(EventFile.events(traced)),
        quietName,
        normalised(EventFile.events(quiet)));
    // The events are without stack traces, and cut; the texts are not.
    if (differences.found().size() == before && logLikeness == Likeness.SEQUENCE) {
      differences.compare(
          tracedName,
          normalisation.apply(traced).lines().toList(),
          quietName,
          normalisation.apply(quiet).lines().toList());
    }
  }

  /** Returns each kind of event with how often it was logged and seen, where that differs. */
  List<String> unequalKinds(List<TwinEvent> loud, List<TracerRecord> traced) {
    Map<String, int[]> counts = new TreeMap<>();
    kinds(normalised(loud)).forEach(kind -> counts.computeIfAbsent(kind, key -> new int[2])[0]++);
    kinds(normalised(traced.stream().map(TracerRecord::event).toList()))
        .forEach(kind -> counts.computeIfAbsent(kind, key -> new int[2])[1]++);
    return counts.entrySet().stream()
        .filter(each -> each.getValue()[0] != each.getValue()[1])
        .map(each -> "%d %d %s".formatted(each.getValue()[0], each.getValue()[1], each.getKey()))
        .toList();
  }

  private void compare(
      Likeness by,
      String firstName,
      List<TwinEvent> first,
      String secondName,
      List<TwinEvent> second) {
    switch (by) {
      case SEQUENCE -> differences.compare(firstName, texts(first), secondName, texts(second));
      case SEQUENCE_OF_THREADS -> compareThreads(firstName, first, secondName, second);
      case EVENTS ->
          differences.compare(
              firstName,
              texts(first).stream().sorted().toList(),
              secondName,
              texts(second).stream().sorted().toList());
      case KINDS ->
          differences.compare(
              firstName,
              kinds(first).stream().distinct().sorted().toList(),
              secondName,
              kinds(second).stream().distinct().sorted().toList());
    }
  }

  private void compareThreads(
      String firstName, List<TwinEvent> first, String secondName, List<TwinEvent> second) {
    Map<String, List<TwinEvent>> some = threads(first);
    Map<String, List<TwinEvent>> others = threads(second);
    Set<String> names = new LinkedHashSet<>(some.keySet());
    names.addAll(others.keySet());
    for (String name : names) {
      differences.compare(
          firstName,
          texts(some.getOrDefault(name, List.of())),
          secondName,
          texts(others.getOrDefault(name, List.of())));
    }
  }

  /** Returns the events that two runs have to have in common, without what differs in them. */
  private List<TwinEvent> normalised(List<TwinEvent> events) {
    return events.stream()
        .map(event -> event.with(normalisation))
        .filter(event -> !optional.matcher(EventKind.of(event)).find())
        .toList();
  }

  private static Map<String, List<TwinEvent>> threads(List<TwinEvent> events) {
    return events.stream().collect(Collectors.groupingBy(TwinEvent::thread));
  }

  private static List<String> texts(List<TwinEvent> events) {
    return events.stream().map(TwinEvent::toString).toList();
  }

  private static List<String> kinds(List<TwinEvent> events) {
    return events.stream().map(EventKind::of).toList();
  }
}
