package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** examples/core-probes, run as its README says; the output is the one shown there. */
@Requires(
    value = Need.ROOT,
    tools = {"bpftrace", "tplist-bpfcc"})
final class CoreProbesExampleIT {
  private static final Pattern ROUND = Pattern.compile("round (\\d+)");

  private final Readme readme = new Readme("examples/core-probes/README.md");

  @Test
  void example_underBpftrace_printsWhatTheReadmeShows() {
    List<String> shown = readme.block("hello from Java");
    try (Child example = example();
        Child bpftrace = shell(readme.line("bpftrace -p PID -e"), example.pid())) {
      Await.until(
          () -> shown.size() + " rounds from bpftrace, which wrote " + bpftrace.text(),
          () -> rounds(bpftrace).size() >= shown.size());

      List<String> seen = rounds(bpftrace).subList(0, shown.size());
      assertThat(renumbered(seen)).isEqualTo(renumbered(shown));
    }
  }

  @Test
  void example_listedByTracers_hasItsProbe() {
    try (Child example = example();
        Child bpftrace = shell(readme.line("bpftrace -p PID -l"), example.pid());
        Child tplist = shell(readme.line("tplist-bpfcc -p PID"), example.pid())) {
      bpftrace.awaitExit();
      tplist.awaitExit();

      assertThat(bpftrace.lines())
          .anyMatch(line -> line.matches("usdt:/.*/examplem\\.so:examplep:examplen"));
      assertThat(tplist.lines())
          .anyMatch(line -> line.matches(".*/examplem\\.so.* examplep:examplen"));
    }
  }

  private Child example() {
    String java = Jdks.current().resolve("bin/java").toString();
    Child example = shell(readme.line("java -jar").replaceFirst("^java", java), 0);
    try {
      example.awaitLine("pid ");
      assertThat(example.lines())
          .containsExactly(readme.line("pid PID").replace("PID", "" + example.pid()));
    } catch (AssertionError e) {
      example.close();
      throw e;
    }
    return example;
  }

  /** In place of the shell, so that closing it ends the command. */
  private static Child shell(String command, long pid) {
    String line =
        "exec "
            + command
                .replace("PID", Long.toString(pid))
                // Into a pipe it writes whole blocks otherwise, which a terminal never shows.
                .replaceFirst("^bpftrace", "bpftrace -B line");
    return Child.start(new ProcessBuilder("sh", "-c", line).directory(Readme.root().toFile()));
  }

  private static List<String> rounds(Child bpftrace) {
    return bpftrace.lines().stream().filter(line -> ROUND.matcher(line).find()).toList();
  }

  /** With the rounds counted from the first one. */
  private static List<String> renumbered(List<String> lines) {
    long first = round(lines.get(0));
    return lines.stream()
        .map(line -> ROUND.matcher(line).replaceFirst("round " + (round(line) - first)))
        .toList();
  }

  private static long round(String line) {
    Matcher matcher = ROUND.matcher(line);
    if (!matcher.find()) {
      throw new AssertionError("no round in " + line);
    }
    return Long.parseLong(matcher.group(1));
  }
}
