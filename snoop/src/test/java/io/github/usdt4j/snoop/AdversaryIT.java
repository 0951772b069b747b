package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.images.Attacker;
import io.github.usdt4j.snoop.images.MadeImage;
import io.github.usdt4j.snoop.images.Victim;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Processes of a user without privileges never stand still while root lists and follows them
 * ({@code adversary.c}). The property {@code snoop.adversary} is how many seconds.
 */
@Tag("alone")
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = {"gcc", "setpriv"})
class AdversaryIT {
  private static final long SECONDS = Long.getLong("snoop.adversary", 8);
  private static final int HALF = 128;

  private final MadeImage image = new MadeImage(HALF).record("log", "info");

  @Test
  void snoop_besideAnAdversary_goesOnAndPatchesOnlyImages() {
    try (Victim victim = new Victim();
        TracedApp app = TracedApp.start();
        Attacker adversary = start(victim);
        SnoopRun all = SnoopRun.start("-p", "*", "--all-users", "--json");
        SnoopRun named = SnoopRun.start("-p", "adversary", "--json")) {
      all.awaitError("following " + app.pid());
      named.awaitError("following");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      int lists = 0;
      while (System.nanoTime() - end < 0 || lists == 0) {
        listBeside(victim);
        lists++;
      }
      app.log("INFO", "com.acme.Shop", "at the end");
      all.child().awaitLine("at the end");

      assertThat(adversary.child().text()).doesNotContain("patched");
      for (SnoopRun snoop : new SnoopRun[] {all, named}) {
        assertThat(snoop.child().isAlive()).isTrue();
        assertThat(snoop.lines()).anyMatch(line -> line.contains("of the adversary"));
        snoop.interrupt();
        assertThat(snoop.errors()).doesNotContain("defect").containsPattern("\\d+ events shown");
      }
      victim.assertUntouched();
    }
  }

  private Attacker start(Victim victim) {
    return new Attacker(
        "adversary",
        image,
        victim.library().toString(),
        Integer.toString(image.sem()),
        Integer.toString(image.mappedEnd()),
        Integer.toString(MadeImage.siteOf(HALF)));
  }

  private static void listBeside(Victim victim) {
    try (SnoopRun list = SnoopRun.start("--list")) {
      Await.until(
          () -> "the end of a list",
          () -> {
            victim.assertUntouched();
            return !list.child().isAlive();
          });
      assertThat(list.child().awaitExit()).isZero();
      assertThat(list.errors()).doesNotContain("defect");
    }
  }
}
