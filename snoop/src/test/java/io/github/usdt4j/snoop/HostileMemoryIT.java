package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.images.Attacker;
import io.github.usdt4j.snoop.images.MadeImage;
import io.github.usdt4j.snoop.proc.ReadLimit;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes whose memory has so many mappings that snoop or the kernel is long about them. */
@Tag("alone")
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = {"gcc", "setpriv"})
class HostileMemoryIT {
  private static final long BASE = 0x7000_0000;
  private static final long OTHER = 0x7800_0000;
  private static final int HALF = 256;

  /** How much is read of one process, and as much again for what else this JVM reads. */
  private static final long READ_AT_MOST = 2 * (32L << 20);

  private final Attacker attacker = new Attacker();
  private final MadeImage image = new MadeImage(HALF);

  @AfterEach
  void end() {
    attacker.close();
  }

  /**
   * The kernel changes the code of each probe in each mapping of each process. None of the limits
   * of one process is exceeded here.
   */
  @Test
  void imageThatAFamilyMapsVeryOften_isLeftOutAlone() {
    for (int i = 0; i < HALF; i++) {
      image.record("log" + i, "info");
    }
    Path file = attacker.write(image, "log.so");
    attacker.map(image, file, BASE);
    attacker.placeOften(file, OTHER, MadeImage.HEAD, 58);
    attacker.makeFamily(100);
    try (TracedApp app = TracedApp.start();
        SnoopRun snoop = SnoopRun.start("-p", attacker.pid() + "," + app.pid(), "--json")) {
      snoop.awaitError("following " + app.pid());
      app.log("INFO", "com.acme.Shop", "goes on");
      snoop.child().awaitLine("goes on");

      assertThat(snoop.errors())
          .contains("log.so is mapped so often, by all processes together, that")
          .doesNotContain("following " + attacker.pid());
    }
  }

  /** Each line of its maps has all of a path whose signs are shown as four. */
  @Test
  void memoryThatIsLongToRead_isReadUpToALimit() throws IOException {
    Path file = attacker.write(image.record("log", "info"), "log.so");
    attacker.map(image, file, BASE);
    attacker.placeOften(attacker.writeFarBelow(), OTHER, 0, 8000);
    long before = bytesRead();

    TracedProcess found =
        new Processes().find(attacker.pid(), ReadLimit.seconds(600)).orElseThrow();

    assertThat(bytesRead() - before).isLessThan(READ_AT_MOST);
    assertThat(found.images()).isEmpty();
    assertThat(found.leftOut())
        .containsExactly("the memory has more than the 32 MiB that are read of a process");
  }

  /** Events of others do not wait until it has been read, and a person sees that it is not. */
  @Test
  void memoryThatIsLongToRead_isLeftOutWhileOthersAreFollowed() {
    Path file = attacker.write(image.record("log", "info"), "log.so");
    try (TracedApp app = TracedApp.start();
        SnoopRun snoop = SnoopRun.start("-p", "*", "--all-users", "--json")) {
      snoop.awaitError("following " + app.pid());
      attacker.map(image, file, BASE);
      attacker.placeOften(attacker.writeFarBelow(), OTHER, 0, 8000);

      snoop.awaitError("of %d is left out: it takes too long to read".formatted(Attacker.USER));
      app.log("INFO", "com.acme.Shop", "goes on");
      snoop.child().awaitLine("goes on");
    }
  }

  /** Returns how many bytes this JVM has read so far. */
  private static long bytesRead() throws IOException {
    String first = Files.readAllLines(Path.of("/proc/self/io")).get(0);
    return Long.parseLong(first.substring("rchar: ".length()));
  }
}
