package io.github.usdt4j.snoop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.terminal.Messages;
import io.github.usdt4j.testsupport.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManPageIT {
  private static final Path MANUAL = Path.of("target/manual");

  @Test
  void manualAndCompletion_nameEveryOptionAndCommand() throws IOException {
    List<String> options =
        Snoop.commandLine(new ErrorLines(Messages.ofErrors())).getCommandSpec().options().stream()
            .flatMap(option -> Stream.of(option.names()))
            .filter(name -> name.startsWith("--"))
            .toList();
    String page = Files.readString(MANUAL.resolve("snoop.1"));
    Path script = MANUAL.resolve("snoop.bash");
    String completion = Files.readString(script);

    assertThat(options).contains("--list", "--grep", "--buffer");
    assertThat(completion).contains(options);
    assertThat(page).contains(options.stream().map(name -> name.replace("-", "\\-")).toList());
    assertThat(page).contains("\\fBdoctor\\fR [\\fIPID\\fR]\nSays what is missing");
    assertThat(page).contains("\\fBprobes\\fR [\\fIFILE\\fR]\nWrites the typed probes");
    assertThat(completion).contains("doctor", "probes");
    assertThat(Child.run("bash", "-n", script.toString())).isEmpty();
  }
}
