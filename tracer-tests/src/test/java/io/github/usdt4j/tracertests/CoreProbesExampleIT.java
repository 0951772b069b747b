package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Dtrace;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.KernelHeaders;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import io.github.usdt4j.testsupport.Tools;
import io.github.usdt4j.tracertests.notes.ElfNotes;
import io.github.usdt4j.tracertests.notes.Note;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** examples/core-probes, run as its README says; the output is the one shown there. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.KERNEL_HEADERS, Need.LINUX_X86_64},
    tools = {"bpftrace", "tplist-bpfcc", "trace-bpfcc", "gdb", "perf"})
final class CoreProbesExampleIT {
  private static final Pattern EVENT = Pattern.compile("^p:((?:sdt_examplep|example)/examplen) ");
  private static final Pattern IMAGE = Pattern.compile("/\\S+/examplem\\.so");
  private static final Pattern ROUND = Pattern.compile("round (\\d+)");

  private final Readme readme = new Readme("examples/core-probes/README.md");

  /** What a script that did not come to its end leaves. */
  @AfterEach
  void removeEvents() throws IOException {
    Path tracefs = Path.of("/sys/kernel/tracing");
    for (String line : Files.readAllLines(tracefs.resolve("uprobe_events"))) {
      Matcher event = EVENT.matcher(line);
      if (event.find()) {
        Files.writeString(tracefs.resolve("events/" + event.group(1) + "/enable"), "0");
        Files.writeString(
            tracefs.resolve("uprobe_events"),
            "-:" + event.group(1) + "\n",
            StandardOpenOption.APPEND);
      }
    }
  }

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

  @Test
  void example_underBcc_printsTheSame() {
    try (KernelHeaders headers = new KernelHeaders();
        Child example = example();
        Child bcc = shell(readme.line("trace-bpfcc"), example.pid(), headers.environment())) {
      assertThat(bcc.awaitLine("examplep:examplen "))
          .containsPattern("hello from Java, round \\d+$");
    }
  }

  @Test
  @Requires(Need.DTRACE)
  void example_underDtrace_printsTheSame() {
    String program = readme.line("dtrace -q").replaceFirst("dtrace -q -n '(.*)'", "$1");
    try (Child example = example();
        Dtrace dtrace = Dtrace.attach(256, filled(program, example.pid()))) {
      assertThat(dtrace.stopAfter(1)).allMatch(line -> line.matches("hello from Java, round \\d+"));
    }
  }

  @Test
  void example_underGdb_printsTheSame() {
    try (Child example = example();
        Child gdb = shell(readme.line("gdb -p PID"), example.pid())) {
      gdb.awaitExit();
      assertThat(gdb.lines()).anyMatch(line -> line.matches("hello from Java, round \\d+"));
      assertThat(example.isAlive()).isTrue();
    }
  }

  @Test
  void example_underPerf_showsRounds() {
    try (TemporaryDirectory home = new TemporaryDirectory();
        Child example = example();
        Child perf =
            script(readme.block("perf buildid-cache"), example.pid(), home.path().toString())) {
      assertThat(perf.awaitExit()).as(perf.text()).isZero();
      assertThat(perf.lines())
          .anyMatch(line -> line.matches("\\s*sdt_examplep:examplen: .* arg1=\\d+ arg2=\\d+"));
    }
  }

  @Test
  void example_underTheKernelAlone_showsTextAndRounds() {
    try (Child example = example();
        Child events = script(readme.block("cd /sys/kernel/tracing"), example.pid(), "/")) {
      events.awaitExit();
      assertThat(events.lines())
          .anyMatch(line -> line.matches(".* examplen: .* text=\"hello from Java\" round=\\d+"));
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

  private static Child shell(String command, long pid) {
    return shell(command, pid, Map.of());
  }

  /** In place of the shell, so that closing it ends the command. */
  private static Child shell(String command, long pid, Map<String, String> environment) {
    String line =
        "exec "
            + filled(command, pid)
                // Into a pipe it writes whole blocks otherwise, which a terminal never shows.
                .replaceFirst("^bpftrace", "bpftrace -B line");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", line);
    builder.environment().putAll(environment);
    return Child.start(builder.directory(Readme.root().toFile()));
  }

  /** Several commands, in a directory that is also their home. */
  private static Child script(List<String> commands, long pid, String home) {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", filled(String.join("\n", commands), pid));
    builder.environment().put("HOME", home);
    return Child.start(builder.directory(new File(home)));
  }

  private static String filled(String command, long pid) {
    if (!command.contains("IMAGE")) {
      return command.replace("PID", Long.toString(pid));
    }
    String tplist = String.join("\n", Child.run(Tools.path("tplist-bpfcc"), "-p", "" + pid));
    Matcher image = IMAGE.matcher(tplist);
    if (!image.find()) {
      throw new AssertionError("no image in " + tplist);
    }
    // With the root of the process in front, as bcc sees it.
    String path = image.group().replaceFirst("^/proc/\\d+/root", "");
    Note note = ElfNotes.of(Path.of(path)).of("examplen");
    return command
        .replace("IMAGE", path)
        .replace("LOCATION", "0x" + Long.toHexString(note.site()))
        .replace("SEMAPHORE", "0x" + Long.toHexString(note.semaphore()))
        .replace("PID", Long.toString(pid));
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
