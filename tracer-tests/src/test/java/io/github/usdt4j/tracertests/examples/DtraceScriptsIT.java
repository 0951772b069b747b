package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Dtrace;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The scripts of tools/ for DTrace, attached to the order service; the output is the one of their
 * headers, and of the script for bpftrace that has the same name.
 */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.DTRACE},
    tools = "env")
final class DtraceScriptsIT {
  /** The process in the headers, where a provider's name has it. */
  private static final String PID = "4711";

  private OrdersJvm service;

  @BeforeEach
  void start() {
    service = new OrdersJvm("logback", "-XX:+PreserveFramePointer");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void follow_oneOrder_showsItsDebugEvents() {
    assertShown("follow", orders -> orders.order("acme", "oolong", 2));
  }

  @Test
  void logger_ordersOfTwoTenants_showsThatLoggerOnly() {
    // The service's loggers get their own providers in the background.
    String probe = "io_github_usdt4j_examples_orders_Credit" + service.pid() + ":::debug";
    Await.until(() -> probe, () -> !Dtrace.list(probe).isEmpty());
    assertShown(
        "logger",
        orders -> {
          orders.order("acme", "oolong", 2);
          orders.order("initech", "oolong", 40);
        });
  }

  @Test
  void tenant_ordersOfTwoTenants_showsOneTenantOnly() {
    assertShown(
        "tenant",
        orders -> {
          orders.order("acme", "oolong", 2);
          orders.order("initech", "teapot", 3);
        });
  }

  @Test
  void errors_threeFailures_areCountedByLogger() {
    Script script = new Script("errors.d");
    try (Dtrace dtrace = attach(script)) {
      for (int i = 0; i < 3; i++) {
        assertThat(service.order("acme", "samovar", 1)).isEqualTo("failed");
      }
      service.order("acme", "oolong", 1);

      // A second may end between two of them.
      Await.until(() -> "three in " + dtrace.lines(), () -> counted(dtrace.lines()) == 3);
      assertThat(Stream.concat(dtrace.lines().stream(), script.shown().stream()))
          .allMatch(
              line -> line.matches("\\d{4} \\w{3} +\\d+ [\\d:]{8}|[\\w.]+\\.OrdersServer [123]"));
    }
  }

  @Test
  void between_fourRequests_areInTheHistogram() {
    Script script = new Script("between.d");
    try (Dtrace dtrace = attach(script)) {
      for (int i = 0; i < 4; i++) {
        service.order("acme", "oolong", 1);
      }
      List<String> lines = dtrace.stop();

      assertThat(lines.subList(0, 2))
          .map(String::strip)
          .isEqualTo(script.shown().subList(0, 2).stream().map(String::strip).toList());
      assertThat(inHistogram(lines)).isEqualTo(inHistogram(script.shown())).isEqualTo(4);
    }
  }

  @Test
  void errorStack_failureInTheHandler_goesDownToTheStartOfTheThread() {
    Script script = new Script("error-stack.d");
    try (Dtrace dtrace = attach(script)) {
      service.order("acme", "samovar", 1);

      dtrace.process().awaitLine("thread_native_entry");
      List<String> shown = script.shown();
      List<String> lines = dtrace.lines();
      assertThat(withoutNumbers(lines.get(0))).isEqualTo(withoutNumbers(shown.get(0)));
      // Frames of Java have no names, those of the JVM below them have.
      assertThat(lines.stream().map(String::strip))
          .contains(shown.get(1).strip())
          .anyMatch(line -> line.matches("0x\\p{XDigit}+"))
          .anyMatch(line -> line.startsWith("libjvm.so`") && line.contains("JavaCalls"));
    }
  }

  @Test
  void scripts_all_areTwinsOfThoseForBpftrace() throws IOException {
    assertThat(scripts(".d"))
        .containsExactlyInAnyOrder("follow", "logger", "tenant", "errors", "between", "error-stack")
        .containsExactlyInAnyOrderElementsOf(scripts(".bt"));
    for (String name : List.of("follow", "logger", "tenant")) {
      assertThat(shown(name + ".d")).isEqualTo(shown(name + ".bt"));
    }
  }

  private static List<String> scripts(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(Readme.root().resolve("tools"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .map(name -> name.substring(0, name.length() - suffix.length()))
          .toList();
    }
  }

  /** The session of a script, as far as it is the same in both languages. */
  private static List<String> shown(String script) {
    return new Script(script)
        .shown().stream()
            .filter(line -> !line.startsWith("TIME "))
            .map(DtraceScriptsIT::withoutTime)
            .map(line -> line.toLowerCase(Locale.ROOT))
            .toList();
  }

  private Dtrace attach(Script script) {
    List<String> arguments = new ArrayList<>(script.arguments());
    arguments.replaceAll(word -> word.replaceFirst("PID$|" + PID + "$", "" + service.pid()));
    return Dtrace.attach(script.file(), arguments);
  }

  private void assertShown(String name, Consumer<OrdersJvm> act) {
    Script script = new Script(name + ".d");
    List<String> shown = script.shown();
    try (Dtrace dtrace = attach(script)) {
      act.accept(service);
      dtrace.awaitLines(shown.size());
      assertThat(dtrace.lines().stream().map(DtraceScriptsIT::withoutTime))
          .containsExactlyInAnyOrderElementsOf(
              shown.stream().map(DtraceScriptsIT::withoutTime).toList());
    }
  }

  private static String withoutTime(String line) {
    return line.replaceFirst("^(\\d{4} \\w{3} +\\d+ [\\d:]{8}|[\\d:]{8}|\\d+\\.\\d{6}) ", "");
  }

  private static String withoutNumbers(String line) {
    return line.replaceAll("\\d+", "N");
  }

  private static int counted(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("OrdersServer"))
        .mapToInt(line -> Integer.parseInt(line.replaceFirst(".* ", "")))
        .sum();
  }

  /** The sum of a histogram's bars, as in {@code 256 |@@@ 3}. */
  private static int inHistogram(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches(" *\\d+ \\|.*"))
        .mapToInt(line -> Integer.parseInt(line.strip().replaceFirst(".* ", "")))
        .sum();
  }
}
