package io.github.usdt4j.snoop.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.images.Attacker;
import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.MadeImage;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whose an event is, where two processes have an image at the same address. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = {"gcc", "setpriv", "sleep"})
class SourcesIT {
  private static final long BASE = 0x7000_0000;
  private static final int HALF = 128;
  private static final long SITE = BASE + MadeImage.siteOf(HALF);

  private final Attacker followed = new Attacker();
  private final Attacker stranger = new Attacker();
  private final Members members = new Members();

  @BeforeEach
  void map() {
    MadeImage made = new MadeImage(HALF).record("log", "info");
    Path file = followed.write(made, "log.so");
    followed.map(made, file, BASE);
    stranger.map(made, file, BASE);
    TracedProcess process = new Processes().find(followed.pid()).orElseThrow();
    Image image = process.images().get(0);
    members.of(process, image).attached().add(image.records().get(0));
  }

  @AfterEach
  void end() {
    followed.close();
    stranger.close();
  }

  @Test
  void event_ofEachProcess_isItsOwn() {
    assertThat(processOf(followed.pid(), 60_000)).isEqualTo(followed.pid());
    assertThat(processOf(stranger.pid(), 60_000)).isEqualTo(stranger.pid());
  }

  @Test
  void event_ofAStrangerWhoseUserHasTakenTooLong_isNobodys() {
    assertThat(processOf(stranger.pid(), 0)).isEqualTo(Members.NOBODY);
    assertThat(processOf(followed.pid(), 0)).isEqualTo(followed.pid());
  }

  /** Alone: what is too long to read of one process keeps snoop from those of its user. */
  @Tag("alone")
  @Test
  void event_ofAStrangerWhoseMemoryIsTooLongToRead_isNobodys() {
    stranger.placeOften(stranger.writeFarBelow(), BASE / 2, 0, 8000);

    assertThat(processOf(stranger.pid(), 60_000)).isEqualTo(Members.NOBODY);
  }

  @Test
  void event_ofAThreadWhoseIdIsOfAProcessWithoutTheImageNow_isTheFollowedOnes() {
    try (Child other = Child.start(new ProcessBuilder("sleep", "600"))) {
      assertThat(processOf(other.pid(), 60_000)).isEqualTo(followed.pid());
    }
  }

  private long processOf(long thread, long millis) {
    EndedThreads ended = new EndedThreads(Tracefs.find());
    return new Sources(members, ended, millis).processOf(thread, SITE, System.nanoTime());
  }
}
