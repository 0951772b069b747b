package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Dtrace;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The commands of README.md and docs/tracers.md for DTrace, with the output that is shown. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.DTRACE},
    tools = "env")
final class DtraceReadmeIT {
  private static final String PROGRAM = "dtrace -q -n '(.*)'";
  private static final int STRING_BYTES = 256;

  private final Readme readme = new Readme("README.md");
  private final Readme tracers = new Readme("docs/tracers.md");

  @AutoClose private final OrdersJvm service = new OrdersJvm("logback");

  @Test
  void logger_ownProvider_isAsShown() {
    String command = readme.line("dtrace -q -n 'io_github");
    awaitProbe(command.replaceFirst(".*'(.*:::debug) .*", "$1"));
    try (Dtrace dtrace = attach(command)) {
      order();

      assertThat(dtrace.stopAfter(1)).containsExactly(readme.line("1170 cents"));
    }
  }

  @Test
  void probes_listed_areThereWithTheirTypes() {
    List<String> shown = tracers.block("dtrace -l -n 'logPID:::debug'");
    String probe = shown.get(0).replaceFirst("dtrace -l -n '(.*)'", "$1");

    assertThat(Dtrace.list(ofService(probe)))
        .containsExactly(
            ofService(shown.get(2)).strip().replaceAll(" +", ":").replaceFirst("^\\d+:", ""));
  }

  @Test
  void predicateAndAggregation_areAsShown() {
    List<String> shown = tracers.block("dtrace -q -n 'logPID:::debug /copyinstr");
    try (Dtrace dtrace = attach(shown.get(0))) {
      order();
      service.order("globex", "oolong", 1);

      assertThat(dtrace.stop().stream().map(DtraceReadmeIT::words))
          .containsExactlyInAnyOrderElementsOf(
              shown.stream().skip(1).map(DtraceReadmeIT::words).toList());
    }
  }

  private void order() {
    assertThat(service.order("acme", "green-tea", 3)).isEqualTo("order 1");
  }

  private Dtrace attach(String command) {
    assertThat(command).matches(PROGRAM);
    return Dtrace.attach(STRING_BYTES, ofService(command.replaceFirst(PROGRAM, "$1")));
  }

  private void awaitProbe(String probe) {
    Await.until(() -> probe, () -> !Dtrace.list(ofService(probe)).isEmpty());
  }

  private String ofService(String text) {
    return text.replace("PID", "" + service.pid());
  }

  private static String words(String line) {
    return line.strip().replaceAll(" +", " ");
  }
}
