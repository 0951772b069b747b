package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.EventArgument;
import io.github.usdt4j.internal.EventArguments;
import io.github.usdt4j.internal.Registration;
import io.github.usdt4j.internal.attachment.ProbeHandle;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    probe = provider.add("log", "made", EventArgument.cTypes());
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
  void event_allTwelve_arriveInTheirOrder() {
    try (EventArguments event = backend.event(4_096)) {
      for (EventArgument argument : EventArgument.values()) {
        put(event, argument, argument.name() + " \u00E9");
      }
      assertThat(event.fire(probe.site().address())).isZero();
    }

    assertThat(tracer.fires()).containsExactly(line(argument -> argument.name() + " \u00E9"));
  }

  @Test
  void event_ofNulls_isOfEmptyTexts() {
    assertThat(fire(4_096, null, null)).isZero();

    assertThat(tracer.fires()).containsExactly(line("", ""));
  }

  @Test
  void event_firedAtTwoSites_isTheSameAtBoth() {
    try (EventArguments event = backend.event(4_096)) {
      for (EventArgument argument : EventArgument.values()) {
        put(event, argument, argument == EventArgument.CONTEXT ? "a\0b" : "text");
      }
      assertThat(event.fire(probe.site().address())).isZero();
      assertThat(event.fire(probe.site().address())).isZero();
    }

    String expected = line(argument -> argument == EventArgument.CONTEXT ? "a\uFFFDb" : "text");
    assertThat(tracer.fires()).containsExactly(expected, expected);
  }

  /** C cuts what Java does not hand over whole: each at the limit that Java's table says. */
  @ParameterizedTest
  @EnumSource(
      names = {"LOGGER", "LEVEL"},
      mode = EnumSource.Mode.EXCLUDE)
  void event_oneArgumentOverItsLimit_isCutThereAndNowhereElse(EventArgument longest) {
    int limit = longest == EventArgument.MESSAGE ? MOST : longest.maxBytes();
    tracer.close();
    // The kernel has one page for all strings of an event, so of this one it reads the last byte.
    char name = (char) ('a' + longest.index());
    tracer =
        new UprobeEvent(note, ARGUMENTS.replace(name + "=+0(", name + "=+" + (limit - 1) + "("));
    for (int length : new int[] {limit, limit + 1}) {
      try (EventArguments event = backend.event(MOST)) {
        for (EventArgument argument : EventArgument.values()) {
          put(event, argument, argument == longest ? "x".repeat(length) : "");
        }
        assertThat(event.fire(probe.site().address()))
            .as("cut of %d bytes", length)
            .isEqualTo(length > limit ? 1 << longest.index() : 0);
      }
    }

    assertThat(tracer.fires())
        .hasSize(2)
        .containsOnly(line(argument -> argument == longest ? "x" : ""));
  }

  @Test
  void event_toBeMendedOrCut_isSo() {
    assertThat(fire(MOST, "a\0b", "k=v")).isZero();
    assertThat(fire(MOST, "a", "k=\0")).isZero();
    assertThat(fire(MOST, "\u00E9".repeat(6), "k=v")).as("the message was cut").isEqualTo(1);
    assertThat(fire(MOST, "a", "k=v")).isZero();

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

    assertThat(fire(4_096, "x".repeat(4_000), "y".repeat(1_000))).isZero();

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
      fire(MOST, mine, "k=" + mine);
    }
  }

  private int fire(int maxMessageBytes, String message, String context) {
    try (EventArguments event = backend.event(maxMessageBytes)) {
      for (EventArgument argument : EventArgument.values()) {
        put(
            event,
            argument,
            switch (argument) {
              case MESSAGE -> message;
              case CONTEXT -> context;
              default -> null;
            });
      }
      return event.fire(probe.site().address());
    }
  }

  private void put(EventArguments event, EventArgument argument, String text) {
    switch (argument) {
      case LEVEL -> event.word(argument, 0x110);
      case LOGGER -> event.interned(argument, text == null ? 0 : backend.text(text));
      default -> event.text(argument, text);
    }
  }

  private static String line(String message, String context) {
    return line(
        argument ->
            switch (argument) {
              case MESSAGE -> message;
              case CONTEXT -> context;
              default -> "";
            });
  }

  /** What the tracer shows of an event with these texts. */
  private static String line(Function<EventArgument, String> text) {
    return Stream.of(EventArgument.values())
        .map(
            argument ->
                (char) ('a' + argument.index())
                    + "="
                    + (argument == EventArgument.LEVEL ? "272" : '"' + text.apply(argument) + '"'))
        .collect(Collectors.joining(" "));
  }
}
