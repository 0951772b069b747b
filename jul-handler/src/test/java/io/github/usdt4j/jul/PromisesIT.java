package io.github.usdt4j.jul;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.jul.programs.Calls;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.appenders.PromisesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromisesIT extends PromisesContract {
  @Override
  protected Jvm program() {
    return Programs.plain(Calls.class).directory(directory);
  }

  @Override
  protected List<String> kinds() {
    return Calls.KINDS;
  }

  @Override
  protected int otherCalls() {
    return 3;
  }

  @Override
  protected String writtenByAnother() {
    return String.join("\n", jvm.output());
  }

  @Override
  protected void awaitTracer(boolean isThere) {
    Programs.awaitLevels(jvm, isThere);
  }

  @Test
  void otherHandlers_withAndWithoutTracer_writeTheSameBytes() throws IOException {
    List<List<String>> consoles = new ArrayList<>();
    List<String> files = new ArrayList<>();
    round(consoles, files);
    try (Bpftrace bpftrace = Bpftrace.attach(jvm.pid(), EVERYTHING)) {
      awaitTracer(true);
      round(consoles, files);
      assertThat(bpftrace.stop()).hasSize(9);
    }
    // The levels may still be open.
    round(consoles, files);
    awaitTracer(false);
    round(consoles, files);

    assertThat(consoles.get(0)).hasSizeGreaterThan(9);
    assertThat(files.get(0)).hasSizeGreaterThan(500);
    for (int i = 1; i < consoles.size(); i++) {
      assertThat(consoles.get(i)).isEqualTo(consoles.get(0));
      assertThat(files.get(i)).isEqualTo(files.get(0));
    }
  }

  /** Adds what one more round makes the other handlers write. */
  private void round(List<List<String>> consoles, List<String> files) throws IOException {
    int before = file().length();
    jvm.ask("round acme 1");
    consoles.add(jvm.output());
    files.add(file().substring(before));
  }

  private String file() throws IOException {
    return Files.readString(directory.resolve("application.log"));
  }
}
