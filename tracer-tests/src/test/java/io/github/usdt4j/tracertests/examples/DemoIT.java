package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./demo}, without its build: this test is part of one. */
@Requires(
    value = Need.ROOT,
    tools = {"bpftrace", "readelf"})
final class DemoIT {
  private static final String BAR = " | ";

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"logback", "log4j2"})
  void demo_wideTerminal_showsBothSides(String framework) {
    try (Child demo = demo("140", framework)) {
      assertThat(demo.awaitExit()).as(demo.text()).isZero();

      assertThat(column(demo, 0))
          .contains("THE APPLICATION LOGGED (INFO)")
          .anyMatch(line -> line.matches("[\\d:.,]+ INFO  \\[acme] OrderService: order 1 accepted"))
          .anyMatch(line -> line.matches("[\\d:.,]+ INFO  \\[initech] OrderService: order refused"))
          .noneMatch(line -> line.contains("DEBUG "));
      assertThat(column(demo, 1))
          .contains("THE TRACER SAW (DEBUG, tenant initech only)")
          .contains("INFO  OrderService: order refused {request=r3 tenant=initech}")
          .anyMatch(
              line ->
                  line.startsWith("DEBUG Credit: 14700 cents {")
                      && line.contains("limit=10000 owed=1240")
                      && line.contains("request=r3 tenant=initech"))
          .noneMatch(line -> line.contains("acme"));
      assertThat(rows(demo))
          .anyMatch(row -> row.matches(".* order refused +\\| INFO .* refused .*"));
      assertNothingIsLeft(demo);
      assertThat(counts(demo)).hasSize(7).allMatch(line -> line.contains(" 0"));
      assertThat(demo.text())
          .contains("semaphores that are not zero     0 (4 while attached)")
          .containsPattern("bytes of code that are patched   0 \\([1-9]\\d* while attached\\)");
    }
  }

  @Test
  void demo_narrowTerminal_showsOneAfterTheOther() {
    try (Child demo = demo("80", "logback")) {
      assertThat(demo.awaitExit()).as(demo.text()).isZero();

      List<String> lines = demo.lines();
      int tracer = lines.indexOf("THE TRACER SAW (DEBUG, tenant initech only)");
      assertThat(lines.subList(0, tracer)).noneMatch(line -> line.contains("DEBUG Credit"));
      assertThat(lines.subList(tracer, lines.size()))
          .contains("DEBUG Credit: 14700 cents {request=r3 tenant=initech limit=10000 owed=1240}");
    }
  }

  /** By TERM: in a build that runs in the background INT is ignored, and no shell can trap it. */
  @Test
  void demo_ended_leavesNothing() {
    try (Child demo = demo("140", "logback")) {
      demo.awaitLine("== attached: ");
      List<ProcessHandle> children = demo(demo).descendants().toList();
      assertThat(children).hasSizeGreaterThanOrEqualTo(2);

      demo.signal("TERM");

      assertThat(demo.awaitExit()).as(demo.text()).isEqualTo(143);
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertNothingIsLeft(demo);
    }
  }

  @Test
  void demo_unknownFramework_saysUsage() {
    try (Child demo = demo("140", "log4j")) {
      assertThat(demo.awaitExit()).isEqualTo(2);
      assertThat(demo.lines()).containsExactly("usage: ./demo [logback|log4j2] [--no-build]");
    }
  }

  @Test
  void demo_ofTheReadme_showsItsRows() {
    try (Child demo = demo("134", "logback")) {
      assertThat(demo.awaitExit()).as(demo.text()).isZero();

      assertThat(rows(demo))
          .map(DemoIT::withoutTime)
          .containsSubsequence(
              new Readme("README.md")
                  .block("THE APPLICATION LOGGED").stream().map(DemoIT::withoutTime).toList());
    }
  }

  private Child demo(String columns, String framework) {
    ProcessBuilder builder =
        new ProcessBuilder("./demo", framework, "--no-build").directory(Readme.root().toFile());
    builder.environment().put("COLUMNS", columns);
    builder.environment().put("TMPDIR", temporary.toString());
    return Child.start(builder);
  }

  private static ProcessHandle demo(Child child) {
    return ProcessHandle.of(child.pid()).orElseThrow();
  }

  private void assertNothingIsLeft(Child demo) {
    Matcher service = Pattern.compile("pid (\\d+), http").matcher(demo.text());
    assertThat(service.find()).as(demo.text()).isTrue();
    Await.until(() -> "the end of the service", () -> isGone(Long.parseLong(service.group(1))));
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isGone(long pid) {
    return ProcessHandle.of(pid).isEmpty();
  }

  private static List<String> rows(Child demo) {
    return demo.lines().stream().filter(line -> line.contains(BAR) || line.endsWith(" |")).toList();
  }

  private static String withoutTime(String row) {
    return row.replaceFirst("^[\\d:.]{12} ", "");
  }

  private static List<String> column(Child demo, int side) {
    return rows(demo).stream()
        .map(row -> (row + " ").split(Pattern.quote(BAR), 2)[side].strip())
        .toList();
  }

  /** The lines that count what is left. */
  private static List<String> counts(Child demo) {
    return demo.lines().stream().filter(line -> line.matches(" {3}[a-z ]+ {2,}\\d.*")).toList();
  }
}
