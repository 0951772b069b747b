package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a running JVM at INFO, while a tracer comes and goes. */
@Requires(value = Need.ROOT, tools = "bpftrace")
public abstract class PromisesContract {
  /** Counts the fires of nine probes. */
  protected static final String EVERYTHING =
      """
      usdt:*:log:trace, usdt:*:log:debug, usdt:*:log:info, usdt:*:log:warn, usdt:*:log:error,
      usdt:*:log:debug_json, usdt:*:log:warn_json, usdt:*:com_acme_Orders:debug,
      usdt:*:com_acme_Orders:warn { @[probe] = count(); }
      """;

  /** Limits strings so that several of them fit on the 512 bytes of a BPF program's stack. */
  protected static final int STRING_BYTES = 64;

  @TempDir protected Path directory;
  protected ProgramJvm jvm;

  /**
   * Returns the program of {@link #directory}. Its command {@code round} with a tenant and a number
   * logs in eight ways below the level, of which the third and the seventh have a throwable; {@code
   * guard} says whether debug is enabled, {@code rendered} how often an argument was made a text,
   * and {@code tid} what the kernel calls the thread that logs.
   */
  protected abstract Jvm program();

  /**
   * Returns the kinds of call that a round has below the level, and at it again. Each begins its
   * message so; the one with the name parametrised ends it with b.
   */
  protected abstract List<String> kinds();

  /** Returns how many calls of other levels a round has: one for each level but these two. */
  protected abstract int otherCalls();

  /** Returns what another appender has written of the last round. */
  protected abstract String writtenByAnother();

  /** Waits until the framework knows that a tracer has come, or gone; most know it at once. */
  protected void awaitTracer(boolean isThere) {}

  /** Asserts more of the contexts of a round's debug calls, of which each has two values. */
  protected void assertContexts(List<String> contexts) {}

  private int calls() {
    return 2 * kinds().size() + otherCalls();
  }

  @BeforeEach
  protected final void start() {
    jvm = new ProgramJvm(program().quickToStart());
    Await.until(
        () -> "the logger's own provider",
        () -> !Bpftrace.list(jvm.pid(), "usdt:*:com_acme_Orders:debug").isEmpty());
  }

  @AfterEach
  protected final void stop() {
    jvm.close();
  }

  @Test
  void debugCalls_rootAtInfo_tracerPrintsThemAndOthersDoNot() {
    try (Bpftrace bpftrace =
        Bpftrace.attach(
            jvm.pid(),
            "usdt:*:log:debug { printf(\"%s|%s\\n\", str(arg0), str(arg1)); }",
            STRING_BYTES)) {
      awaitTracer(true);
      jvm.ask("round acme 17");

      assertThat(bpftrace.stopAfter(kinds().size()))
          .containsExactlyInAnyOrderElementsOf(
              kinds().stream().map(kind -> message(kind) + "|com.acme.Orders").toList());
      assertThat(writtenByAnother()).contains("WARN").doesNotContain("DEBUG");
    }
  }

  private static String message(String kind) {
    return switch (kind) {
      case "plain" -> kind;
      case "parametrised" -> kind + " 17 b";
      default -> kind + " 17";
    };
  }

  @Test
  void levels_attached_eachCallFiresOnceOnItsThread() {
    try (Bpftrace bpftrace =
        Bpftrace.attach(
            jvm.pid(),
            """
            usdt:*:log:trace, usdt:*:log:debug, usdt:*:log:info, usdt:*:log:warn, usdt:*:log:error,
            usdt:*:log:fatal { @[arg2, tid] = count(); }
            """)) {
      awaitTracer(true);
      String thread = jvm.ask("tid");
      assertThat(jvm.ask("round acme 1")).isEqualTo(Integer.toString(calls()));

      List<String> expected = new ArrayList<>();
      expected.add("@[256, %s]: 1".formatted(thread));
      expected.add("@[266, %s]: %d".formatted(thread, kinds().size()));
      expected.add("@[20, %s]: 1".formatted(thread));
      expected.add("@[30, %s]: %d".formatted(thread, kinds().size()));
      for (int other = 2; other < otherCalls(); other++) {
        expected.add("@[%d, %s]: 1".formatted(20 + 10 * other, thread));
      }
      assertThat(bpftrace.stop()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void predicateOnTheTenant_showsOneTenantOnly() {
    try (Bpftrace bpftrace =
        Bpftrace.attach(
            jvm.pid(),
            "usdt:*:log:debug /strncmp(str(arg4), \"acme\", 64) == 0/ {"
                + " printf(\"%s\\n\", str(arg3)); }",
            STRING_BYTES)) {
      awaitTracer(true);
      jvm.ask("round acme 1");
      jvm.ask("round globex 2");

      List<String> contexts = bpftrace.stopAfter(kinds().size());
      assertThat(contexts)
          .hasSize(kinds().size())
          .allMatch(line -> line.contains("tenant=acme") && line.contains("note=\"two words\""));
      assertContexts(contexts);
    }
  }

  @Test
  void tracerGone_nextCallIsAsIdleAsBefore() {
    assertThat(jvm.ask("round acme 1")).isEqualTo(Integer.toString(calls()));
    long idle = Long.parseLong(jvm.ask("rendered"));
    try (Bpftrace bpftrace = Bpftrace.attach(jvm.pid(), EVERYTHING)) {
      awaitTracer(true);
      assertThat(jvm.ask("guard")).isEqualTo("true");
      jvm.ask("round acme 2");
      assertThat(Long.parseLong(jvm.ask("rendered")) - idle).isGreaterThan(idle);
      bpftrace.stop();
    }

    awaitTracer(false);
    long before = Long.parseLong(jvm.ask("rendered"));
    assertThat(jvm.ask("guard")).isEqualTo("false");
    jvm.ask("round acme 3");
    assertThat(Long.parseLong(jvm.ask("rendered")) - before).isEqualTo(idle);
  }

  @Test
  @Requires({Need.UPROBE_EVENTS, Need.LINUX_X86_64})
  void arguments_allTwelve_areThere() {
    String image =
        Bpftrace.list(jvm.pid(), "usdt:*:log:debug").get(0).replaceFirst("^usdt:(.*?):.*", "$1");
    ProbeNotes.Note note =
        ProbeNotes.read(image).stream()
            .filter(n -> n.provider().equals("log") && n.name().equals("debug"))
            .findFirst()
            .orElseThrow();
    String format =
        "m=+0(%di):string l=+0(%si):string n=%dx:s32 c=+0(%cx):string t=+0(%r8):string"
            + " u=+0(%r9):string thread=+0(+8(%sp)):string e=+0(+16(%sp)):string"
            + " a8=+0(+24(%sp)):string a11=+0(+48(%sp)):string";
    try (UprobeEvent event = new UprobeEvent(note, format)) {
      awaitTracer(true);
      jvm.ask("round acme 5");

      assertThat(event.fires()).hasSize(8);
      assertThat(event.fires().get(2))
          .isEqualTo(
              "m=\"throwable 5\" l=\"com.acme.Orders\" n=266 c=\"note=\"two words\" tenant=acme\""
                  + " t=\"acme\" u=\"\" thread=\"main\""
                  + " e=\"java.lang.IllegalStateException: cause\" a8=\"\" a11=\"\"");
      assertThat(event.fires().get(6)).contains("e=\"java.lang.IllegalStateException: cause\"");
    }
  }
}
