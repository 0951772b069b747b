package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** examples/jul-rounds under bpftrace, as its README says; the output is the one shown there. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class JulRoundsExampleIT {
  private final Readme readme = new Readme("examples/jul-rounds/README.md");

  @Test
  void program_underBpftrace_showsWhatTheReadmeShows() {
    List<String> shown =
        withoutNumbers(readme.block("io.github.usdt4j.examples.julrounds.Rounds: round"));
    String program = readme.line("bpftrace -p PID").replaceFirst("bpftrace -p PID -e '(.*)'", "$1");
    try (Child rounds = start(readme.line("java -Djava"))) {
      rounds.awaitLine("INFO ");
      try (Bpftrace bpftrace = Bpftrace.attach(rounds.pid(), program, 64)) {
        Await.until(() -> "two lines", () -> bpftrace.lines().size() >= 2);

        assertThat(withoutNumbers(bpftrace.stop())).containsAll(shown);
        assertThat(rounds.lines())
            .map(line -> line.replaceFirst("pid \\d+", "pid PID"))
            .isEqualTo(readme.block("pid PID"));
      }
    }
  }

  private static Child start(String command) {
    Matcher java = Pattern.compile("java -D(\\S+)=(\\S+) -jar (\\S+)").matcher(command);
    assertThat(java.matches()).as(command).isTrue();
    Path root = Readme.root();
    return Jvm.jar(root.resolve(java.group(3)))
        .quickToStart()
        .property(java.group(1), root.resolve(java.group(2)))
        .start();
  }

  private static List<String> withoutNumbers(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst("\\d+$", "N")).toList();
  }
}
