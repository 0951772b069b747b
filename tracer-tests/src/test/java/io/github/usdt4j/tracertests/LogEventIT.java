package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.ProbeHandle;
import io.github.usdt4j.internal.Registration;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The twelve arguments of a log event, as the kernel sees them; whichever way they go down. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = "readelf")
final class LogEventIT {
  private static final String ARGUMENTS =
      "a=+0(%di):string b=+0(%si):string c=%dx:s32 d=+0(%cx):string e=+0(%r8):string"
          + " f=+0(%r9):string g=+0(+8(%sp)):string h=+0(+16(%sp)):string i=+0(+24(%sp)):string"
          + " j=+0(+32(%sp)):string k=+0(+40(%sp)):string l=+0(+48(%sp)):string";

  /** More than can have a block at once. */
  private static final int THREADS = 64;

  private static final int FIRES = 100;

  /** Bytes of a message. */
  private static final int MOST = 10;

  private final Backend backend = Backends.current();
  private final Registration provider = backend.open("event", "log");
  private ProbeHandle probe;
  private ProbeNotes.Note note;
  private UprobeEvent tracer;

  @BeforeEach
  void attach() {
    List<ArgType> types = new ArrayList<>(Collections.nCopies(12, ArgType.STRING));
    types.set(2, ArgType.INT32);
    probe = provider.add("log", "made", types);
    provider.enable();
    note =
        Usdt.status().images().stream()
            .flatMap(image -> ProbeNotes.read(image.path()).stream())
            .filter(each -> each.provider().equals("event"))
            .findFirst()
            .orElseThrow();
    tracer = new UprobeEvent(note, ARGUMENTS);
  }

  @AfterEach
  void detach() {
    tracer.close();
    provider.close();
  }

  @Test
  void event_allTwelve_arrive() {
    int cuts =
        backend.fireEvent(
            probe.site().address(),
            0x110,
            backend.text("com.acme.Order"),
            "m\u00E9ssage",
            4_096,
            "k=v",
            "four",
            "five",
            0,
            "main",
            "java.lang.Error: no",
            "8",
            "9",
            "10",
            "11");

    assertThat(cuts).isZero();
    assertThat(tracer.fires())
        .containsExactly(
            "a=\"m\u00E9ssage\" b=\"com.acme.Order\" c=272 d=\"k=v\" e=\"four\" f=\"five\""
                + " g=\"main\" h=\"java.lang.Error: no\" i=\"8\" j=\"9\" k=\"10\" l=\"11\"");
  }

  @Test
  void event_ofNulls_isOfEmptyTexts() {
    assertThat(fire(null, null)).isZero();

    assertThat(tracer.fires()).containsExactly(line("", ""));
  }

  @Test
  void event_toBeMendedOrCut_isSo() {
    assertThat(fire("a\0b", "k=v")).isZero();
    assertThat(fire("a", "k=\0")).isZero();
    assertThat(fire("\u00E9".repeat(6), "k=v")).as("the message was cut").isEqualTo(1);
    assertThat(fire("a", "k=v")).isZero();

    assertThat(tracer.fires())
        .containsExactly(
            line("a\uFFFDb", "k=v"),
            line("a", "k=\uFFFD"),
            line("\u00E9".repeat(5), "k=v"),
            line("a", "k=v"));
  }

  @Test
  void event_ofMoreThanABlock_isWhole() {
    tracer.close();
    // The kernel has one page for all strings of an event.
    tracer = new UprobeEvent(note, "a=+3980(%di):string d=+980(%cx):string");

    int cuts =
        backend.fireEvent(
            probe.site().address(),
            20,
            0,
            "x".repeat(4_000),
            4_096,
            "y".repeat(1_000),
            null,
            null,
            0,
            null,
            null,
            null,
            null,
            null,
            null);

    assertThat(cuts).isZero();
    assertThat(tracer.fires())
        .containsExactly("a=\"%s\" d=\"%s\"".formatted("x".repeat(20), "y".repeat(20)));
  }

  @Test
  void event_ofMoreThreadsThanBlocks_hasItsOwnTexts() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        String mine = "thread " + i;
        all.add(pool.submit(() -> fireMany(mine)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      expected.addAll(Collections.nCopies(FIRES, line("thread " + i, "k=thread " + i)));
    }
    assertThat(tracer.fires()).containsExactlyInAnyOrderElementsOf(expected);
  }

  private void fireMany(String mine) {
    for (int i = 0; i < FIRES; i++) {
      fire(mine, "k=" + mine);
    }
  }

  private int fire(String message, String context) {
    return backend.fireEvent(
        probe.site().address(),
        20,
        backend.text("com.acme.Order"),
        message,
        MOST,
        context,
        null,
        null,
        backend.text("main"),
        "not this",
        null,
        null,
        null,
        null,
        null);
  }

  private static String line(String message, String context) {
    return "a=\"%s\" b=\"com.acme.Order\" c=20 d=\"%s\" e=\"\" f=\"\" g=\"main\" h=\"\" i=\"\" j=\"\" k=\"\" l=\"\""
        .formatted(message, context);
  }
}
