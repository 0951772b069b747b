package io.github.usdt4j.snoop.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A process chooses its name, which stands among what the kernel says of it. */
@Requires(
    value = Need.ROOT,
    tools = {"setpriv", "sleep"})
class ProcIT {
  private static final long USER = 65_533;

  @Test
  void nameWithAFieldInIt_isNotTakenForTheField() throws IOException {
    assertKnown("a\rUid:\t0\t0\t0\t0");
    assertKnown("a\rTgid:\t1");
    assertKnown("a\rUid:\tzz");
    assertKnown("a) S 1 1 1 1 1");
    assertKnown("a\nUid:\t0\t0\t0\t0");
  }

  private static void assertKnown(String name) throws IOException {
    try (TemporaryDirectory directory = new TemporaryDirectory()) {
      Path program = directory.path().resolve(name);
      Files.copy(Path.of("/bin/sleep"), program);
      Child.run("chmod", "755", directory.path().toString(), program.toString());
      String user = Long.toString(USER);
      try (Child child =
          Child.start(
              new ProcessBuilder(
                  "setpriv", "--reuid=" + user, "--clear-groups", program.toString(), "600"))) {
        Await.until(
            () -> "the program instead of setpriv",
            () -> Proc.command(child.pid()).get(0).equals(program.toString()));

        assertThat(Proc.userId(child.pid())).isEqualTo(OptionalLong.of(USER));
        assertThat(Proc.effectiveUserId(child.pid())).isEqualTo(OptionalLong.of(USER));
        assertThat(Proc.processOf(child.pid())).isEqualTo(OptionalLong.of(child.pid()));
        assertThat(Proc.startTicks(child.pid())).isPresent();
      }
    }
  }
}
