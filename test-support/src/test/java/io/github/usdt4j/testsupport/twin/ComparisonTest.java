package io.github.usdt4j.testsupport.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What twins have left behind, with one difference each. */
final class ComparisonTest {
  private static final Pattern NONE = Pattern.compile("(?!)");

  private static final String FILE =
      line("DEBUG", "main", "order 7\nof two", "tenant=acme, user=ann order=7", "", "")
          + line(
              "INFO",
              "main",
              "failed",
              "",
              "AUDIT",
              "java.io.IOException: no\nroom\n\tat A.b(A.java:1)\n")
          + line("WARN", "other", "late", "", "", "");

  private static final List<String> RECORDS =
      List.of(
          """
          {"level":"debug","below":true,"logger":"com.acme.A","thread":"main",\
          "message":"order 7\\nof two","mdc":{"user":"ann","tenant":"acme"},"pairs":{"order":"7"}}""",
          """
          {"level":"info","logger":"com.acme.A","thread":"main","message":"failed",\
          "throwable":"java.io.IOException: no\\nroom","markers":["AUDIT"]}""",
          "{\"level\":\"warn\",\"logger\":\"com.acme.A\",\"thread\":\"other\",\"message\":\"late\"}");

  @ParameterizedTest
  @EnumSource(Likeness.class)
  void events_sameInFileAndRecords_differInNothing(Likeness likeness) {
    assertThat(events(likeness, FILE, RECORDS)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Likeness.class)
  void events_oneMissing_isFound(Likeness likeness) {
    assertThat(events(likeness, FILE, RECORDS.subList(1, 3)))
        .singleElement()
        .asString()
        .startsWith("only in the file of DEBUG: debug ")
        .contains("com.acme.A: order");
  }

  @ParameterizedTest
  @EnumSource(value = Likeness.class, mode = EnumSource.Mode.EXCLUDE, names = "KINDS")
  void events_oneDoubled_isFound(Likeness likeness) {
    List<String> doubled = new ArrayList<>(RECORDS);
    doubled.add(1, RECORDS.get(1));

    assertThat(events(likeness, FILE, doubled))
        .singleElement()
        .asString()
        .startsWith("only in the tracer's events: info [main] com.acme.A: failed");
  }

  @Test
  void kinds_oneDoubled_areCountedUnequal() {
    List<String> doubled = new ArrayList<>(RECORDS);
    doubled.add(RECORDS.get(1));

    assertThat(
            new Comparison(Likeness.KINDS, Likeness.KINDS, text -> text, NONE)
                .unequalKinds(EventFile.events(FILE), records(doubled)))
        .containsExactly("1 2 info com.acme.A: failed {AUDIT} {java.io.IOException}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"order", "acme", "debug", "com.acme.A", "\"main", "no\\\\nroom", "AUDIT"})
  void events_oneChanged_isFoundOnBothSides(String text) {
    List<String> changed = new ArrayList<>(RECORDS);
    int at = text.startsWith("no") || text.equals("AUDIT") ? 1 : 0;
    changed.set(at, changed.get(at).replaceFirst(text, text.replaceFirst("..$", "xx")));

    assertThat(events(Likeness.EVENTS, FILE, changed))
        .satisfiesExactlyInAnyOrder(
            first -> assertThat(first).startsWith("only in the file of DEBUG: "),
            second -> assertThat(second).startsWith("only in the tracer's events: "));
  }

  @Test
  void kinds_thatDifferInDataAlone_areAlike() {
    String other = FILE.replace("order 7", "order 8").replace("=ann", "=bob");

    assertThat(events(Likeness.KINDS, other, RECORDS)).isEmpty();
    assertThat(events(Likeness.KINDS, other.replace("user=", "client="), RECORDS)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Likeness.class)
  void kinds_thatAreOptional_mayBeMissing(Likeness likeness) {
    Comparison comparison =
        new Comparison(likeness, likeness, text -> text, Pattern.compile("com.acme.A: late"));

    comparison.events(EventFile.events(FILE), records(RECORDS.subList(0, 2)));

    assertThat(comparison.differences().found()).isEmpty();
  }

  @Test
  void events_inAnotherOrder_areFoundWhereOrderCounts() {
    List<String> turned = new ArrayList<>(RECORDS);
    Collections.swap(turned, 0, 1);

    assertThat(events(Likeness.SEQUENCE, FILE, turned))
        .singleElement()
        .asString()
        .startsWith("another order from number 0 on: the file of DEBUG has debug ");
    assertThat(events(Likeness.SEQUENCE_OF_THREADS, FILE, turned)).hasSize(1);
    assertThat(events(Likeness.EVENTS, FILE, turned)).isEmpty();
  }

  @Test
  void events_ofThreadsInAnotherOrder_areAlikeByThread() {
    List<String> raced = List.of(RECORDS.get(2), RECORDS.get(0), RECORDS.get(1));

    assertThat(events(Likeness.SEQUENCE_OF_THREADS, FILE, raced)).isEmpty();
    assertThat(events(Likeness.SEQUENCE, FILE, raced)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Likeness.class)
  void log_aLineTooMany_isFound(Likeness likeness) {
    Comparison comparison = new Comparison(likeness, likeness, text -> text, NONE);

    comparison.logs(FILE + line("INFO", "main", "only for a tracer", "", "", ""), FILE);

    assertThat(comparison.differences().found())
        .singleElement()
        .asString()
        .startsWith("only in the log with a tracer: info ")
        .endsWith("only for a tracer");
  }

  @Test
  void log_anotherStackTrace_isFoundInTheText() {
    Comparison comparison =
        new Comparison(Likeness.SEQUENCE, Likeness.SEQUENCE, text -> text, NONE);

    comparison.logs(FILE, FILE.replace("A.java:1", "A.java:2"));

    assertThat(comparison.differences().found())
        .satisfiesExactly(
            first -> assertThat(first).contains("with a tracer: at A.b(A.java:1)"),
            second -> assertThat(second).contains("without: at A.b(A.java:2)"));
  }

  @Test
  void log_moreAlikeThanTheEvents_isComparedSo() {
    Comparison comparison = new Comparison(Likeness.EVENTS, Likeness.SEQUENCE, text -> text, NONE);
    List<String> turned = new ArrayList<>(RECORDS);
    Collections.swap(turned, 0, 1);

    comparison.events(EventFile.events(FILE), records(turned));
    assertThat(comparison.differences().found()).isEmpty();
    comparison.logs(FILE, FILE.replace("A.java:1", "A.java:2"));

    assertThat(comparison.differences().found()).hasSize(2);
  }

  @Test
  void throwable_behindAColon_isReadWithoutThat() {
    String line = line("INFO", "main", "m", "", "", ": java.io.IOException: no\n\tat A.b(A.java)");

    assertThat(EventFile.events(line))
        .singleElement()
        .extracting(TwinEvent::throwable)
        .isEqualTo("java.io.IOException: no");
  }

  @Test
  void log_whatIsReplaced_isNoDifference() {
    Comparison comparison =
        new Comparison(
            Likeness.SEQUENCE,
            Likeness.SEQUENCE,
            text -> text.replaceAll("order \\d+", "order N"),
            NONE);

    comparison.logs(FILE, FILE.replace("order 7", "order 8"));

    assertThat(comparison.differences().found()).isEmpty();
  }

  @Test
  void process_logsWhatTheTracerSawAtItsLevel_differsInNothingElse() {
    String log = FILE.substring(FILE.indexOf("INFO"));

    assertThat(sameProcess(log, RECORDS)).isEmpty();
    assertThat(sameProcess(log, RECORDS.subList(0, 2)))
        .singleElement()
        .asString()
        .startsWith("only in the log: warn [other]");
    assertThat(sameProcess(FILE, RECORDS))
        .singleElement()
        .asString()
        .startsWith("only in the log: debug [main]");
  }

  @Test
  void differences_many_areCounted() {
    String many =
        IntStream.range(0, 25)
            .mapToObj(i -> line("INFO", "main", "line " + i, "", "", ""))
            .collect(Collectors.joining());

    assertThat(events(Likeness.SEQUENCE, many, List.of()))
        .hasSize(11)
        .last()
        .isEqualTo("only in the file of DEBUG: 15 more");
  }

  private static List<String> events(Likeness likeness, String file, List<String> records) {
    Comparison comparison = new Comparison(likeness, likeness, text -> text, NONE);
    comparison.events(EventFile.events(file), records(records));
    return comparison.differences().found();
  }

  private static List<String> sameProcess(String log, List<String> records) {
    Comparison comparison =
        new Comparison(Likeness.SEQUENCE, Likeness.SEQUENCE, text -> text, NONE);
    comparison.sameProcess("the log", EventFile.events(log), records(records));
    return comparison.differences().found();
  }

  private static List<TracerRecord> records(List<String> lines) {
    return lines.stream().map(TracerRecord::of).toList();
  }

  private static String line(
      String level, String thread, String message, String context, String markers, String stack) {
    return String.join(
            EventFile.FIELD_END, level, "com.acme.A", thread, message, context, markers, stack)
        + EventFile.EVENT_END
        + "\n";
  }
}
