package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Dtrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** examples/typed-probes, as its README says and docs/typed-probes.md. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class TypedProbesExampleIT {
  private static final Path EXAMPLE =
      Readme.root().resolve("examples/typed-probes/target/typed-probes.jar");

  private final Readme readme = new Readme("examples/typed-probes/README.md");
  private final Readme page = new Readme("docs/typed-probes.md");

  @TempDir private Path temporary;

  private static Child example() {
    Child example = Jvm.jar(EXAMPLE).quickToStart().start();
    example.awaitLine("selling, pid ");
    return example;
  }

  private static List<String> shell(String command) {
    Child child =
        Child.start(new ProcessBuilder("sh", "-c", command).directory(Readme.root().toFile()));
    try (child) {
      assertThat(child.awaitExit()).as(child.text()).isZero();
      return child.lines();
    }
  }

  private List<String> script(String tracer) {
    return shell(
        readme
            .line("bin/snoop probes examples")
            .replace("probes e", "probes --as " + tracer + " e"));
  }

  @Test
  void table_ofTheJar_isAsShown() {
    assertThat(shell(readme.line("bin/snoop probes examples")))
        .isEqualTo(readme.block("## Probes of"));
    assertThat(page.block("bin/snoop probes "))
        .hasSize(3)
        .allSatisfy(command -> assertThat(shell(command)).isNotEmpty());
  }

  @Test
  void list_ofTheProcess_hasNamesAsShown() {
    try (Child example = example()) {
      String command = readme.line("bin/snoop --list -v").replace("PID", "" + example.pid());
      List<String> shown = readme.block("    shop:sold semaphore");
      assertThat(shell(command)).containsSubsequence(shown);
      assertThat(page.block("shop:sold semaphore"))
          .isEqualTo(shown.subList(0, 3).stream().map(line -> line.substring(4)).toList());
    }
  }

  @Test
  void script_forBpftrace_showsWhatIsShown() throws IOException {
    Path script = Files.write(temporary.resolve("shop.bt"), script("bpftrace"));
    try (Child example = example();
        Bpftrace bpftrace = Bpftrace.attach(example.pid(), script, List.of())) {
      assertAsShown(bpftrace.stopAfter(2));
    }
  }

  @Test
  @Requires(Need.DTRACE)
  void script_forDtrace_showsTheSame() {
    try (Child example = example();
        Dtrace dtrace =
            Dtrace.attach(
                256, String.join("\n", script("dtrace")).replace("$1", "" + example.pid()))) {
      assertAsShown(dtrace.stopAfter(2));
    }
  }

  private void assertAsShown(List<String> lines) {
    assertThat(lines.stream().map(line -> line.replaceAll("\\d+( Quay| order)|id=\\d+", "N")))
        .containsAll(
            readme.block("shop:sold item").stream()
                .map(line -> line.replaceAll("\\d+( Quay| order)|id=\\d+", "N"))
                .toList());
  }

  @Test
  void oneLiner_ofThePage_showsTheSale() {
    String program = page.line("bpftrace -p PID").replaceFirst("bpftrace -p PID -e '(.*)'", "$1");
    try (Child example = example();
        Bpftrace bpftrace = Bpftrace.attach(example.pid(), program)) {
      assertThat(bpftrace.stopAfter(1)).contains(page.line("green tea x"));
    }
  }

  @Test
  void sources_onThePage_areThoseOfTheExample() throws IOException {
    String shop = source("Shop.java");
    String probes = source("ShopProbes.java");

    for (String line : page.block("/** What a shop does. */")) {
      assertThat(probes.lines().map(String::strip)).contains(line.strip());
    }
    assertThat(shop)
        .contains(page.line("private static final ShopProbes"), page.line("PROBES.sold"));
  }

  private static String source(String name) throws IOException {
    return Files.readString(
        Readme.root()
            .resolve("examples/typed-probes/src/main/java/io/github/usdt4j/examples/typedprobes")
            .resolve(name));
  }
}
