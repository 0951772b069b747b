package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Dtrace;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import io.github.usdt4j.testsupport.Tools;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** examples/go, built and run as its README says, with libusdt in another place. */
@Requires(
    value = Need.ROOT,
    tools = {"go", "cc", "make", "pkg-config", "bpftrace"})
final class GoExampleIT {
  @AutoClose private static final TemporaryDirectory DIRECTORY = new TemporaryDirectory();

  private static final Readme README = new Readme("examples/go/README.md");
  private static Child example;

  @BeforeAll
  static void buildAndStart() {
    List<String> commands = README.block("make -C native install");
    String script = String.join("\n", commands).replace("/usr/local", "" + DIRECTORY.path());
    example = shell("set -e\n" + script.replaceFirst("(?=\\S+$)", "exec "));
    String said = README.line("pid PID").replace("PID", "" + example.pid());
    example.awaitLine(said, said::equals);
  }

  @AfterAll
  static void stop() {
    if (example != null) {
      example.close();
    }
  }

  @Test
  void example_underBpftrace_printsWhatTheReadmeShows() {
    String program = README.line("bpftrace -p PID").replaceFirst("bpftrace -p PID -e '(.*)'", "$1");
    try (Bpftrace bpftrace = Bpftrace.attach(example.pid(), program)) {
      assertThat(bpftrace.stopAfter(1)).allMatch(GoExampleIT::isShown);
    }
  }

  @Test
  @Requires({Need.UPROBE_EVENTS, Need.DTRACE})
  void example_underDtrace_printsTheSame() {
    String program = README.line("dtrace -q").replaceFirst("dtrace -q -n '(.*)'", "$1");
    try (Dtrace dtrace = Dtrace.attach(256, program.replace("PID", "" + example.pid()))) {
      assertThat(dtrace.stopAfter(1)).allMatch(GoExampleIT::isShown);
    }
  }

  @Test
  void sources_all_areFormattedAndVetted() {
    String check = "cd examples/go; gofmt -l .; %s go vet ./...";
    String flags = "PKG_CONFIG_PATH=" + DIRECTORY.path().resolve("lib/pkgconfig");
    try (Child child = shell(check.formatted(flags))) {
      assertThat(child.awaitExit()).as(child.text()).isZero();
      assertThat(child.lines()).isEmpty();
    }
  }

  private static boolean isShown(String line) {
    String shown = README.line("hello from Go");
    return withoutNumbers(line).equals(withoutNumbers(shown));
  }

  private static String withoutNumbers(String line) {
    return line.replaceAll("\\d+", "N");
  }

  /** In the root of the project; what Go and make keep for others stays as it is. */
  private static Child shell(String script) {
    ProcessBuilder builder = new ProcessBuilder(Tools.path("sh"), "-c", script);
    builder.directory(Readme.root().toFile());
    builder.environment().put("GOCACHE", DIRECTORY.path().resolve("go").toString());
    builder.environment().put("GOFLAGS", "");
    builder.environment().remove("MAKEFLAGS");
    return Child.start(builder);
  }
}
