package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Dtrace;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.Tools;
import io.github.usdt4j.tracertests.tracers.DtraceTracer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** DTrace 2.0.7 has ten arguments; a map of its has room for one text of 3,800 bytes. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.DTRACE},
    tools = "env")
final class DtraceIT implements ArgumentsContract, ChangesContract, KillContract {
  @AutoClose private static final PuppetJvm PUPPET = TracerRing.startPuppet();

  @Override
  public TracerRing ring() {
    return new TracerRing(PUPPET, DtraceTracer::new, DtraceTracer.ARGUMENTS, 3799, "");
  }

  @Test
  void predicatesAndAggregations_areThoseOfD() {
    PUPPET.add("sold", ArgType.STRING, ArgType.INT32, ArgType.STRING);
    String program =
        """
        $1:::sold /copyinstr(arg2) == "" && (int32_t)arg1 > 0/
        {
          @total[copyinstr(arg0)] = sum((int32_t)arg1);
          @most[copyinstr(arg0)] = max((int32_t)arg1);
        }

        $1:::sold
        {
          @count[(int32_t)arg1] = count();
        }

        END
        {
          printa("%s %@d %@d\\n", @total, @most);
          printa("%d x%@d\\n", @count);
        }
        """;
    try (Dtrace dtrace = Dtrace.attach(64, program, PUPPET.provider() + PUPPET.pid())) {
      PUPPET.fire("sold", "green tea", 3L, "");
      PUPPET.fire("sold", "green tea", 4L, "");
      PUPPET.fire("sold", "samovar", 3L, "");
      PUPPET.fire("sold", "samovar", -1L, "");
      PUPPET.fire("sold", "oolong", 3L, "cancelled");

      assertThat(dtrace.stop())
          .containsExactlyInAnyOrder("green tea 7 4", "samovar 3 3", "-1 x1", "3 x3", "4 x1");
    }
    PUPPET.awaitEnabled("sold", false);
  }

  @Test
  void texts_threeOf2048Bytes_arrive() {
    PUPPET.add("three", ArgType.STRING, ArgType.STRING, ArgType.STRING);
    String text = "-".repeat(2047);
    String program =
        "$1:::three { printf(\"%s|%s|%s\\n\", copyinstr(arg0), copyinstr(arg1), copyinstr(arg2)); }";
    try (Dtrace dtrace = Dtrace.attach(2048, program, PUPPET.provider() + PUPPET.pid())) {
      PUPPET.fire("three", text, text, text);

      assertThat(dtrace.stopAfter(1)).containsExactly(String.join("|", text, text, text));
    }
  }

  @Test
  void text_longerThanThereIsRoomFor_isRefused() {
    ring().add("refused");
    String program = "$1:::refused { printf(\"%s\", copyinstr(arg0)); }";
    assertThatThrownBy(() -> Dtrace.attach(4096, program, PUPPET.provider() + PUPPET.pid()))
        .hasMessageContaining("failed to create BPF map");
  }

  @Test
  void provider_withAWildcard_matchesNothing() {
    assertThat(Dtrace.list(PUPPET.provider() + PUPPET.pid() + ":::first")).hasSize(1);
    assertThat(Dtrace.list(PUPPET.provider() + "*:::first")).isEmpty();
  }

  /** With {@code -p}, DTrace 2.0.7 ends the JVM. */
  @Test
  void library_loadedWhileTraced_endsNobody() {
    ring().add("loading");
    String program = "$1:::loading { printf(\"%d\\n\", arg0); }";
    try (Dtrace dtrace = Dtrace.attach(64, program, PUPPET.provider() + PUPPET.pid())) {
      PUPPET.fire("loading", 1L);
      PUPPET.ask("load-library");
      PUPPET.fire("loading", 2L);

      assertThat(dtrace.stopAfter(2)).containsExactlyInAnyOrder("1", "2");
    }
  }

  /** What tools/dtrace mounts is gone with the dtrace that it is for. */
  @Test
  @Requires(tools = {"unshare", "mountpoint"})
  void debugfs_notMounted_isMountedForDtraceAlone() {
    String script =
        """
        while umount /sys/kernel/debug/tracing || umount /sys/kernel/debug; do :; done 2>/dev/null
        "$@" && ! mountpoint -q /sys/kernel/debug
        """;
    List<String> command =
        new ArrayList<>(List.of(Tools.path("unshare"), "--mount", "sh", "-c", script, "sh"));
    String probe = PUPPET.provider() + PUPPET.pid() + ":::first";
    command.addAll(List.of(Dtrace.COMMAND.toString(), "-l", "-n", probe));

    assertThat(Child.run(command.toArray(String[]::new)))
        .hasSize(2)
        .last()
        .asString()
        .endsWith("usdt_probe_sites first");
  }

  /** An error ends the clause, and the process takes no notice. */
  @Test
  void whatDtraceCannotRead_isAnErrorOfTheClause() {
    PUPPET.add("null", ArgType.STRING).add("eleven", Collections.nCopies(11, ArgType.INT64));
    String program =
        """
        $1:::null { printf("%s", copyinstr(arg0)); printf("not executed"); }
        $1:::eleven { printf("%d", args[10]); printf("not executed"); }
        """;
    try (Dtrace dtrace = Dtrace.attach(64, program, PUPPET.provider() + PUPPET.pid())) {
      PUPPET.write("null", (Object) null);
      dtrace.process().awaitLine("invalid address (0x0)");
      PUPPET.write("eleven", 0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
      dtrace.process().awaitLine("illegal operation");

      assertThat(dtrace.stop()).noneMatch(line -> line.contains("not executed"));
    }
    PUPPET.awaitEnabled("null", false);
  }

  /** They are DTrace's own, and no probe of ours is among them. */
  @Test
  void dtrace_killed_leavesTwoDefinitionsInTracefs() {
    ring().add("left");
    String prefix;
    try (Dtrace dtrace =
        Dtrace.attach(64, "$1:::left { trace(1); }", PUPPET.provider() + PUPPET.pid())) {
      prefix = "dt_" + dtrace.process().pid() + "_dtrace/";
      dtrace.process().close();
      PUPPET.awaitEnabled("left", false);

      assertThat(dtrace.events())
          .containsExactlyInAnyOrderElementsOf(List.of(prefix + "BEGIN", prefix + "END"));
    }
  }

  @Test
  void dtrace_stopped_leavesNothing() {
    ring().add("cleared");
    try (Dtrace dtrace =
        Dtrace.attach(64, "$1:::cleared { trace(1); }", PUPPET.provider() + PUPPET.pid())) {
      assertThat(PUPPET.isEnabled("cleared")).isTrue();
      dtrace.stop();

      assertThat(dtrace.events()).isEmpty();
      assertThat(PUPPET.isEnabled("cleared")).isFalse();
    }
  }
}
