package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order services under bpftrace, as their READMEs say; the output is the one shown there. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class OrdersExampleIT {
  private static final String CREDIT = "io.github.usdt4j.examples.orders.Credit: ";
  private static final int BYTES_WITHOUT_ASKING = 64;

  @ParameterizedTest
  @ValueSource(strings = {"logback", "log4j2"})
  void service_underBpftrace_showsWhatTheReadmeShows(String framework) {
    Readme readme = readme(framework);
    List<String> shown = readme.block("io.github.usdt4j.examples.orders.OrdersServer: ");

    try (OrdersJvm service = new OrdersJvm(framework);
        Bpftrace bpftrace = attach(service, readme.line("bpftrace -p PID -e 'usdt:*:log:"))) {
      order(service, readme);

      assertThat(bpftrace.stopAfter(shown.size())).containsExactlyInAnyOrderElementsOf(shown);
      assertThat(service.log())
          .map(OrdersExampleIT::withoutTime)
          .containsExactly(withoutTime(readme.line("12:54:08.342 INFO")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"logback", "log4j2"})
  void service_oneLoggerTraced_showsThatLoggerOnly(String framework) {
    Readme readme = readme(framework);

    try (OrdersJvm service = new OrdersJvm(framework);
        Bpftrace bpftrace = attach(service, readme.line("bpftrace -p PID -e 'usdt:*:io_"))) {
      order(service, readme);

      Await.until(() -> "a line of bpftrace", () -> !bpftrace.lines().isEmpty());
      assertThat(bpftrace.stop()).containsExactly(readme.line(CREDIT).substring(CREDIT.length()));
    }
  }

  private static Readme readme(String framework) {
    return new Readme("examples/" + framework + "-orders/README.md");
  }

  private static Bpftrace attach(OrdersJvm service, String command) {
    Matcher program = Pattern.compile("bpftrace -p PID -e '(.*)'").matcher(command);
    assertThat(program.matches()).as(command).isTrue();
    String probe = program.group(1).replaceFirst(" .*", "");
    Await.until(() -> probe, () -> !Bpftrace.list(service.pid(), probe).isEmpty());
    return Bpftrace.attach(service.pid(), program.group(1), BYTES_WITHOUT_ASKING);
  }

  private static void order(OrdersJvm service, Readme readme) {
    String command = readme.line("curl ");
    Matcher curl =
        Pattern.compile(".*'X-Tenant: (.*)' 'http://127.0.0.1:8080(.*)'").matcher(command);
    assertThat(curl.matches()).as(command).isTrue();
    assertThat(service.order(URI.create(curl.group(2)), curl.group(1))).isEqualTo("order 1");
  }

  private static String withoutTime(String line) {
    return line.replaceFirst("^[\\d:.]{12} ", "");
  }
}
