package io.github.usdt4j.internal;

import static io.github.usdt4j.internal.EventArgument.CONTEXT;
import static io.github.usdt4j.internal.EventArgument.LEVEL;
import static io.github.usdt4j.internal.EventArgument.LOGGER;
import static io.github.usdt4j.internal.EventArgument.MDC_1;
import static io.github.usdt4j.internal.EventArgument.MDC_2;
import static io.github.usdt4j.internal.EventArgument.MDC_6;
import static io.github.usdt4j.internal.EventArgument.MESSAGE;
import static io.github.usdt4j.internal.EventArgument.THREAD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.binding.Native;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Requires(Need.LINUX_X86_64)
final class NativeEventTest {
  private static final int THREADS = 100;
  private static final int TURNS = 20_000;

  private static final long WORDS_BYTES = 12 * Long.BYTES;

  /** What twelve words leave for texts and their NULs. */
  private static final int ROOM = 4_096 - 96;

  private NativeEvent event;

  @BeforeEach
  void take() {
    event = NativeEvent.take(4_096);
  }

  @AfterEach
  void close() {
    event.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "h\u00E9\u4E2D\uD83D\uDE00", "\uD83D", "\uDE00\uD83Dx", "\u007F\u0080"})
  void text_anyCharacters_areThoseOfJni(String text) {
    event.text(MESSAGE, text);

    assertThat(text(MESSAGE))
        .isEqualTo(text(Native.usdt_text(text)))
        .isEqualTo(text.getBytes(UTF_8));
  }

  @Test
  void text_several_areApart() {
    event.word(LEVEL, -7);
    event.interned(LOGGER, Native.usdt_text("com.acme.OrderService"));
    event.text(MESSAGE, "message");
    event.text(CONTEXT, null);
    event.text(MDC_6, "last");
    event.interned(THREAD, 0);

    assertThat(word(LEVEL)).isEqualTo(-7);
    assertThat(text(LOGGER)).asString().isEqualTo("com.acme.OrderService");
    assertThat(text(MESSAGE)).asString().isEqualTo("message");
    assertThat(text(CONTEXT)).isEmpty();
    assertThat(text(MDC_6)).asString().isEqualTo("last");
    assertThat(text(THREAD)).isEmpty();
  }

  @Test
  void text_toBeCutOrMended_isLeftToJni() {
    assertThat(isWritten(10, "x".repeat(10))).isTrue();
    assertThat(isWritten(10, "x".repeat(11))).isFalse();
    assertThat(isWritten(10, "\u00E9".repeat(5))).isTrue();
    assertThat(isWritten(10, "\u00E9".repeat(6))).isFalse();
    assertThat(isWritten(10, "a\0b")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"LEVEL", "MESSAGE", "LOGGER"},
      mode = EnumSource.Mode.EXCLUDE)
  void text_ofEachArgument_isWrittenUpToItsLimit(EventArgument argument) {
    int limit = Math.min(argument.maxBytes(), ROOM - 1);
    event.interned(argument, 0);
    event.text(argument, "x".repeat(limit + 1));
    assertThat(text(argument)).as("left to JNI").isEmpty();
    event.text(argument, "x".repeat(limit));
    assertThat(word(argument)).isEqualTo(firstText());
  }

  @Test
  void text_moreThanTheMemory_isLeftToJni() {
    for (int i = 1; i < ROOM / 100; i++) {
      event.text(CONTEXT, "x".repeat(99));
    }
    event.text(MDC_1, "y".repeat(99));
    assertThat(text(MDC_1)).asString().isEqualTo("y".repeat(99));
    long before = word(MDC_2);

    event.text(MDC_2, "");

    assertThat(word(MDC_2)).isEqualTo(before);
  }

  @Test
  void take_untilClosed_isNobodyElses() {
    NativeEvent other = NativeEvent.take(4_096);
    assertThat(other).isNotSameAs(event);
    other.close();
    event.text(MESSAGE, "x".repeat(3_000));

    event.close();
    NativeEvent again = NativeEvent.take(4_096);

    assertThat(again).isSameAs(event);
    again.text(MESSAGE, "x".repeat(3_000));
    assertThat(word(MESSAGE)).as("it is empty again").isEqualTo(firstText());
  }

  @Test
  void take_moreThanThereAre_givesOnesWithoutMemory() {
    List<NativeEvent> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(NativeEvent.take(4_096));
    }

    assertThat(all).doesNotHaveDuplicates();
    assertThat(all).filteredOn(each -> each.address() == 0).hasSize(40 - 31);
    all.forEach(NativeEvent::close);
    NativeEvent after = NativeEvent.take(4_096);
    assertThat(after.address()).isNotZero();
    after.close();
  }

  @Test
  void take_byManyThreads_noneFindsTheTextOfAnother() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> turns = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String mine = "thread " + thread;
        turns.add(pool.submit(() -> turns(mine)));
      }
      int all = 0;
      for (Future<Integer> each : turns) {
        all += each.get();
      }
      assertThat(all).as("texts that were written and read").isPositive();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static int turns(String mine) {
    int done = 0;
    for (int i = 0; i < TURNS; i++) {
      try (NativeEvent taken = NativeEvent.take(100)) {
        if (taken.address() != 0) {
          taken.text(MESSAGE, mine);
          String found = new String(text(word(taken, MESSAGE)), UTF_8);
          if (!found.equals(mine)) {
            throw new AssertionError(mine + " found " + found);
          }
          done++;
        }
      }
    }
    return done;
  }

  private static boolean isWritten(int maxMessageBytes, String text) {
    try (NativeEvent taken = NativeEvent.take(maxMessageBytes)) {
      taken.interned(MESSAGE, 0);
      long before = word(taken, MESSAGE);
      taken.text(MESSAGE, text);
      return word(taken, MESSAGE) != before;
    }
  }

  /** The address of the first text that is written. */
  private long firstText() {
    return event.address() + WORDS_BYTES;
  }

  private long word(EventArgument argument) {
    return word(event, argument);
  }

  private static long word(NativeEvent event, EventArgument argument) {
    return Native.usdt_memory(event.address(), WORDS_BYTES)
        .order(ByteOrder.nativeOrder())
        .getLong(argument.index() * Long.BYTES);
  }

  private byte[] text(EventArgument argument) {
    return text(word(argument));
  }

  private static byte[] text(long address) {
    ByteBuffer memory = Native.usdt_memory(address, 4_096);
    int length = 0;
    while (memory.get(length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    memory.get(bytes);
    return bytes;
  }
}
