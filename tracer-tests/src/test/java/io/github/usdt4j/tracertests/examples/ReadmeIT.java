package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.ReadmeConfiguration;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations, commands and tables of README.md and docs/, with a tracer attached. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class ReadmeIT {
  private static final String ROOT =
      """
      <root level="INFO">
        <appender-ref ref="console"/>
        <appender-ref ref="usdt"/>
      </root>
      """;

  private final Readme readme = new Readme("README.md");
  private final Readme reference = new Readme("docs/reference.md");
  private final Readme tracers = new Readme("docs/tracers.md");

  @TempDir private Path temporary;

  @Test
  void roundTrip_logback_isAsShown() throws IOException {
    String appender =
        readme.text(
            "<appender name=\"usdt\" class=\"io.github.usdt4j.logback.UsdtAppender\">\n  <mdcArgs");

    assertRoundTrip(service("logback", ReadmeConfiguration.logback(appender)));
  }

  @Test
  void roundTrip_log4j2_isAsShown() throws IOException {
    assertRoundTrip(service("log4j2", ReadmeConfiguration.log4j2()));
  }

  @Test
  void snoop_asShown_showsTheEvent() {
    String shown = readme.line("13:57:38.261 DEBUG");
    try (OrdersJvm service = new OrdersJvm("logback");
        Child snoop = shell(readme.line("bin/snoop -p PID"), service.pid())) {
      snoop.awaitLine("snoop: following");
      service.order("acme", "green-tea", 3);
      service.order("globex", "oolong", 1);

      snoop.awaitLine("answered 201 order 1");
      // Not INT, which the processes of a background build ignore.
      snoop.signal("TERM");
      snoop.awaitExit();
      assertThat(snoop.lines())
          .map(line -> line.replaceFirst("^[\\d:.]{12} ", "").replaceFirst("http-\\d", "http-1"))
          .contains(shown.substring(13))
          .noneMatch(line -> line.contains("globex"));
    }
  }

  @Test
  void arguments_listed_haveTheContentShown() {
    String program =
        "usdt:*:log:debug /strncmp(str(arg0), \"1170\", 4) == 0/"
            + " { printf(\"%s|%s|%d|\", str(arg0), str(arg1), arg2);"
            + " printf(\"%s|%s|%s\\n\", str(arg3), str(arg4), str(arg5)); }";
    List<String> shown =
        reference.table("argument", "type").subList(0, 6).stream().map(row -> row.get(3)).toList();
    try (OrdersJvm service = new OrdersJvm("logback")) {
      assertThat(traced(service, program, "green-tea", 3, 1))
          .containsExactly(String.join("|", shown));
    }
  }

  @Test
  void probes_listed_areThoseOfAllLoggers() throws IOException {
    String pattern = "usdt:*:*:debug";
    assertThat(Files.readString(Readme.root().resolve("docs/reference.md")))
        .contains("bpftrace -p PID -l '" + pattern + "'");
    try (OrdersJvm service = new OrdersJvm("logback")) {
      Await.until(
          () -> "the providers of all loggers",
          () ->
              Bpftrace.list(service.pid(), pattern).stream()
                  .map(probe -> probe.replaceFirst(".*\\.so:", ""))
                  .toList()
                  .containsAll(
                      List.of("log:debug", "io_github_usdt4j_examples_orders_OrderService:debug")));
    }
  }

  @Test
  void attachment_byPath_seesTheEvent() {
    String program = tracers.line("bpftrace -e 'usdt:").replaceFirst("bpftrace -e '(.*)'", "$1");
    try (OrdersJvm service = new OrdersJvm("logback");
        Bpftrace bpftrace = Bpftrace.attach(program.replace("PID", Long.toString(service.pid())))) {
      service.order("acme", "green-tea", 3);
      assertThat(bpftrace.stopAfter(4)).contains("1170 cents");
    }
  }

  @Test
  void secrets_keptOut_areNotSeen() throws IOException {
    String appender =
        reference.text(
            "<appender name=\"usdt\" class=\"io.github.usdt4j.logback.UsdtAppender\">\n  <mdcExcluded");
    String program = "usdt:*:log:debug { printf(\"%s {%s}\\n\", str(arg0), str(arg3)); }";
    try (OrdersJvm service = service("logback", ReadmeConfiguration.logback(appender + ROOT))) {
      assertThat(traced(service, program, "4111111111111111", 1, 3))
          .contains(reference.line("1 x (card) wanted"))
          .noneMatch(line -> line.contains("4111111111111111"));
    }
    try (OrdersJvm service = service("logback", ReadmeConfiguration.logback(appender + ROOT))) {
      assertThat(traced(service, program, "oolong", 1, 6))
          .contains("620 cents {request=r1 tenant=acme limit=5000000}");
    }
  }

  @Test
  void ownProbes_compiledAndRun_areSeen() throws IOException {
    Path program = temporary.resolve("Shop.java");
    String body = readme.text("Provider shop").replace("sold.fire", "while (true) sold.fire");
    Files.writeString(
        program,
        "import io.github.usdt4j.*; class Shop { public static void main(String[] a) {"
            + body
            + "}}");
    try (Child shop = Jvm.main(program.toString()).start()) {
      Await.until(
          () -> "the probe of " + shop.text(),
          () -> !Bpftrace.list(shop.pid(), "usdt:*:shop:sold").isEmpty());
      try (Bpftrace bpftrace =
          Bpftrace.attach(shop.pid(), program(readme.line("bpftrace -p PID -e 'usdt:*:shop")))) {
        Await.until(
            () -> "green tea in " + bpftrace.lines(),
            () -> bpftrace.lines().contains("green tea x3"));
      }
    }
  }

  private void assertRoundTrip(OrdersJvm started) {
    String program = program(readme.line("bpftrace -p PID -e 'usdt:*:log:debug"));
    String shown = readme.line("io.github.usdt4j.examples.orders.Credit: 1170 cents");
    try (OrdersJvm service = started) {
      assertThat(traced(service, program, "green-tea", 3, 4))
          .map(ReadmeIT::inOrder)
          .contains(inOrder(shown))
          .allMatch(line -> line.contains("tenant=acme"));
      assertThat(service.log()).noneMatch(line -> line.contains("DEBUG"));
    }
  }

  /** What the program prints, in so many lines or more, of an order of acme and one of globex. */
  private static List<String> traced(
      OrdersJvm service, String program, String item, int quantity, int lines) {
    try (Bpftrace bpftrace = Bpftrace.attach(service.pid(), program, 64)) {
      service.order("acme", item, quantity);
      service.order("globex", "oolong", 1);
      return bpftrace.stopAfter(lines);
    }
  }

  private static Child shell(String command, long pid) {
    String line = "exec " + command.replace("PID", Long.toString(pid));
    return Child.start(new ProcessBuilder("sh", "-c", line).directory(Readme.root().toFile()));
  }

  private OrdersJvm service(String framework, String configuration) throws IOException {
    Path file = temporary.resolve(framework + ".xml");
    Files.writeString(file, configuration);
    String property = framework.equals("logback") ? "logback" : "log4j2";
    return new OrdersJvm(framework, "-D%s.configurationFile=%s".formatted(property, file));
  }

  private static String program(String command) {
    return command.replaceFirst("bpftrace -p PID -e '(.*)'", "$1");
  }

  /** Log4j keeps context keys sorted, and the pairs of a fluent call among them. */
  private static String inOrder(String line) {
    int open = line.indexOf('{');
    return Pattern.compile(" ")
        .splitAsStream(line.substring(open + 1, line.length() - 1))
        .sorted()
        .collect(Collectors.joining(" ", line.substring(0, open + 1), "}"));
  }
}
