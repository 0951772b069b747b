package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.programs.Idle;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What --list shows of a process with probes of its own. */
@Requires({Need.ROOT, Need.UPROBE_EVENTS, Need.LINUX_X86_64})
class ListingIT {
  @Test
  void arguments_withNamesAndWithout_areShownWhereAskedFor() {
    try (ProgramJvm jvm = new ProgramJvm(Jvm.main(Idle.class).quickToStart().arguments("own"))) {
      String pid = Long.toString(jvm.pid());

      assertThat(SnoopRun.of("--list", "-p", pid).lines())
          .containsSubsequence("    shop:sold semaphore 0", "    shop:lost semaphore 0")
          .noneMatch(line -> line.contains("arg0"));
      List<String> lines = SnoopRun.of("--list", "-v", "-p", pid).lines();
      assertThat(lines)
          .containsSubsequence(
              "    shop:sold semaphore 0",
              "      arg0 8@%rdi",
              "    shop:lost semaphore 0",
              "      arg0 item char *",
              "      arg1 price.cents uint32_t",
              "    shop:none semaphore 0");
      assertThat(lines).filteredOn(line -> line.startsWith("      arg")).hasSize(3);
    }
  }
}
