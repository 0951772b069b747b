package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scripts of tools/, attached to the order service; the output is the one of their headers. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class ScriptsIT {
  private OrdersJvm service;

  @BeforeEach
  void start() {
    service = new OrdersJvm("logback", "-XX:+PreserveFramePointer");
    // The service's loggers get their own providers in the background.
    Await.until(
        () -> "a provider of the last logger",
        () ->
            !Bpftrace.list(service.pid(), "usdt:*:io_github_usdt4j_examples_orders_Packing:debug")
                .isEmpty());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void follow_oneOrder_showsItsDebugEvents() {
    assertShown("follow.bt", orders -> orders.order("acme", "oolong", 2));
  }

  @Test
  void logger_ordersOfTwoTenants_showsThatLoggerOnly() {
    assertShown(
        "logger.bt",
        orders -> {
          orders.order("acme", "oolong", 2);
          orders.order("initech", "oolong", 40);
        });
  }

  @Test
  void tenant_ordersOfTwoTenants_showsOneTenantOnly() {
    assertShown(
        "tenant.bt",
        orders -> {
          orders.order("acme", "oolong", 2);
          orders.order("initech", "teapot", 3);
        });
  }

  @Test
  void errors_threeFailures_areCountedByLogger() {
    Script script = new Script("errors.bt");
    try (Bpftrace bpftrace = attach(script)) {
      for (int i = 0; i < 3; i++) {
        assertThat(service.order("acme", "samovar", 1)).isEqualTo("failed");
      }
      service.order("acme", "oolong", 1);

      // A second may end between two of them.
      Await.until(() -> "three in " + bpftrace.lines(), () -> counted(bpftrace.lines()) == 3);
      assertThat(Stream.concat(bpftrace.stop().stream(), script.shown().stream()))
          .allMatch(line -> line.matches("[\\d:]{8}|@errors\\[[\\w.]+\\.OrdersServer\\]: [123]"));
    }
  }

  @Test
  void between_fourRequests_areInTheHistogram() {
    Script script = new Script("between.bt");
    try (Bpftrace bpftrace = attach(script)) {
      for (int i = 0; i < 4; i++) {
        service.order("acme", "oolong", 1);
      }
      List<String> lines = bpftrace.stop();

      assertThat(lines.get(0).strip()).isEqualTo(script.shown().get(0));
      assertThat(inHistogram(lines)).isEqualTo(inHistogram(script.shown())).isEqualTo(4);
    }
  }

  @Test
  void errorStack_failureInTheHandler_reachesItsJavaMethod() throws IOException {
    Script script = new Script("error-stack.bt");
    Path map = Path.of("/tmp/perf-%d.map".formatted(service.pid()));
    try (Bpftrace bpftrace = attach(script)) {
      Child.run(
          Jdks.current().resolve("bin/jcmd").toString(),
          Long.toString(service.pid()),
          "Compiler.perfmap");
      service.order("acme", "samovar", 1);

      Await.until(
          () -> "a stack in " + bpftrace.lines(),
          () -> bpftrace.process().text().contains("JavaCalls"));
      List<String> lines = bpftrace.stop();
      assertThat(withoutNumbers(lines.get(0))).isEqualTo(withoutNumbers(script.shown().get(0)));
      assertThat(lines.get(1)).contains("usdt_probe_sites+").contains("/log.so)");
      assertThat(lines).anyMatch(line -> line.contains("Interpreter+"));
    } finally {
      Files.deleteIfExists(map);
      // What jcmd came in by.
      Files.deleteIfExists(Path.of("/tmp/.java_pid" + service.pid()));
    }
  }

  @Test
  void scripts_all_areRunByATest() throws IOException {
    try (Stream<Path> files = Files.list(Readme.root().resolve("tools"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".bt"))
          .containsExactlyInAnyOrder(
              "follow.bt", "logger.bt", "tenant.bt", "errors.bt", "between.bt", "error-stack.bt");
    }
  }

  private Bpftrace attach(Script script) {
    return Bpftrace.attach(service.pid(), script.file(), script.arguments());
  }

  private void assertShown(String name, Consumer<OrdersJvm> act) {
    Script script = new Script(name);
    List<String> shown = script.shown();
    try (Bpftrace bpftrace = attach(script)) {
      act.accept(service);
      assertThat(bpftrace.stopAfter(shown.size()).stream().map(ScriptsIT::withoutTime))
          .containsExactlyInAnyOrderElementsOf(shown.stream().map(ScriptsIT::withoutTime).toList());
    }
  }

  private static String withoutTime(String line) {
    return line.replaceFirst("^(\\d\\d:\\d\\d:\\d\\d|\\d+\\.\\d{6}) ", "");
  }

  private static String withoutNumbers(String line) {
    return line.replaceAll("\\d+", "N");
  }

  private static int counted(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("@errors"))
        .mapToInt(line -> Integer.parseInt(line.replaceFirst(".*: ", "")))
        .sum();
  }

  /** The sum of a histogram's bars, as in {@code [256, 512) 3 |@@@ |}. */
  private static int inHistogram(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("["))
        .mapToInt(line -> Integer.parseInt(line.replaceFirst(".*\\) +(\\d+) \\|.*", "$1")))
        .sum();
  }
}
