package io.github.usdt4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.agent.programs.LogbackApp;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of docs/attach.md: which calls below the level each version shows, and no more. */
@Requires({Need.ROOT, Need.UPROBE_EVENTS})
final class VersionsIT {
  private static final Path VERSIONS = Path.of(System.getProperty("versions", "target/versions"));
  private static final String HEAD = "| version | plain | parametrised | guarded | fluent |";

  /** What a call of each column shows; those of "parametrised" are two. */
  private static final List<String> COLUMNS = List.of("plain", "parametrised", "guarded", "fluent");

  /** Keeps a JVM of JDK 25 from warning of agents and native access. */
  private static final String[] QUIET = {
    "-XX:+EnableDynamicAgentLoading", "--enable-native-access=ALL-UNNAMED"
  };

  /** A row of the table. */
  private record Row(String version, List<String> cells) {
    boolean shows(String event) {
      for (int i = 0; i < COLUMNS.size(); i++) {
        if (event.contains(": " + COLUMNS.get(i))) {
          return cells.get(i).equals("yes");
        }
      }
      return true;
    }

    @Override
    public String toString() {
      return version;
    }
  }

  static Stream<Row> table() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../docs/attach.md"));
    return lines.stream()
        .skip(lines.indexOf(HEAD) + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
        .map(cells -> new Row(cells.get(1), cells.subList(2, cells.size())));
  }

  @Test
  void table_hasTheNewestVersions() throws IOException {
    assertThat(table().map(Row::version))
        .contains(System.getProperty("newest").split(",", -1))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("table")
  void version_attached_showsWhatTheTableSaysAndLogsNoMore(Row row) throws Exception {
    assertShown(row, jvm(row));
  }

  @ParameterizedTest
  @MethodSource("table")
  @Requires({Need.ROOT, Need.UPROBE_EVENTS, Need.JDK_25})
  void version_attachedOnJdk25_showsWhatTheTableSaysAndLogsNoMore(Row row) throws Exception {
    assertShown(row, jvm(row).home(Jdks.find(25).orElseThrow()).options(QUIET));
  }

  private static void assertShown(Row row, Jvm jvm) throws Exception {
    List<String> events = isLogback(row) ? LogbackAttachIT.EVENTS : Log4jAttachIT.EVENTS;
    List<String> expected = events.stream().filter(row::shows).toList();
    try (AttachedApp app = new AttachedApp(jvm)) {
      List<String> console = app.tell("log");
      List<String> reconfigured = app.tell("reconfigure");

      Properties properties = app.load(AgentArguments.ATTACH, Map.of());
      assertThat(properties.getProperty(Agent.FAILURE)).isNull();
      assertThat(properties.getProperty(Agent.STATUS)).contains(": attached\n");
      List<String> seen =
          app.snooped(
              expected.size(),
              () -> {
                assertThat(app.tell("log")).isEqualTo(console);
                assertThat(app.tell("reconfigure")).isEqualTo(reconfigured);
              });
      app.load(AgentArguments.DETACH, Map.of());

      assertThat(seen).isEqualTo(expected);
      app.awaitState(AttachContract::isLeft);
      assertThat(app.tell("log")).isEqualTo(console);
    }
  }

  private static Jvm jvm(Row row) {
    String version = row.version().substring(row.version().lastIndexOf(' ') + 1);
    List<Path> classPath = new ArrayList<>();
    classPath.add(Jvm.locationOf(LogbackApp.class));
    if (!isLogback(row)) {
      classPath.addAll(List.of(jar("log4j-api", version), jar("log4j-core", version)));
      return new Log4jAttachIT().jvm().classPath(classPath.toArray(Path[]::new));
    }
    String slf4j = version.startsWith("1.2.") ? "1.7.36" : System.getProperty("slf4j");
    classPath.add(jar("slf4j-api", slf4j));
    classPath.addAll(List.of(jar("logback-classic", version), jar("logback-core", version)));
    return new LogbackAttachIT().jvm().classPath(classPath.toArray(Path[]::new));
  }

  private static boolean isLogback(Row row) {
    return row.version().startsWith("Logback ");
  }

  private static Path jar(String name, String version) {
    Path jar = VERSIONS.resolve(name + "-" + version + ".jar");
    assertThat(jar).exists();
    return jar;
  }
}
