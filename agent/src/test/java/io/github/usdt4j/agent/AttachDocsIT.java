package io.github.usdt4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The session in docs/attach.md, as a reader would run it. */
@Requires({Need.ROOT, Need.UPROBE_EVENTS})
final class AttachDocsIT {
  private static final String PID = "4711";
  private static final String PROMPT = "$ ";

  @Test
  void session_runOnAProgram_writesWhatTheDocumentShows() throws IOException {
    try (AttachedApp app = new AttachedApp(new LogbackAttachIT().jvm())) {
      for (List<String> step : session()) {
        List<String> shown = step.subList(1, step.size());

        assertThat(plain(run(app, step.get(0)))).as(step.get(0)).isEqualTo(plain(shown));
      }
    }
  }

  private static List<String> run(AttachedApp app, String command) {
    String[] words = command.split(" ", -1);
    if (words[0].equals("snoop")) {
      return app.snooped(Integer.parseInt(words[words.length - 1]), () -> app.tell("log"));
    }
    List<String> lines =
        new ArrayList<>(app.usdt4j(words[1], List.of(words).subList(3, words.length)));
    assertThat(lines.remove(lines.size() - 1)).isEqualTo("status 0");
    lines.replaceAll(line -> line.replace(Long.toString(app.pid()), PID));
    return lines;
  }

  /** Takes out what differs from run to run: times. */
  private static List<String> plain(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("^since: .*", "since: ").replaceAll("^[\\d:.]{12} ", ""))
        .toList();
  }

  /** Returns the commands, each with the lines that it writes. */
  private static List<List<String>> session() throws IOException {
    List<List<String>> steps = new ArrayList<>();
    List<String> lines = Files.readAllLines(Path.of("../docs/attach.md"));
    int begin = lines.indexOf("```") + 1;
    for (String line :
        lines.subList(begin, begin + lines.subList(begin, lines.size()).indexOf("```"))) {
      if (line.startsWith(PROMPT)) {
        steps.add(new ArrayList<>(List.of(line.substring(PROMPT.length()))));
      } else if (!line.isEmpty()) {
        steps.get(steps.size() - 1).add(line);
      }
    }
    return steps;
  }
}
