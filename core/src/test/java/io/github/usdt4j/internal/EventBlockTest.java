package io.github.usdt4j.internal;

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
import org.junit.jupiter.params.provider.ValueSource;

@Requires(Need.LINUX_X86_64)
final class EventBlockTest {
  private static final int THREADS = 100;
  private static final int TURNS = 20_000;

  private EventBlock block;

  @BeforeEach
  void take() {
    block = EventBlock.take();
  }

  @AfterEach
  void giveBack() {
    block.giveBack();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "h\u00E9\u4E2D\uD83D\uDE00", "\uD83D", "\uDE00\uD83Dx", "\u007F\u0080"})
  void text_anyCharacters_areThoseOfJni(String text) {
    assertThat(block.text(0, text, 1_024)).isTrue();

    assertThat(text(0)).isEqualTo(text(Native.usdt_text(text))).isEqualTo(text.getBytes(UTF_8));
  }

  @Test
  void text_several_areApart() {
    block.word(2, -7);
    block.textAt(1, Native.usdt_text("com.acme.OrderService"));
    assertThat(block.text(0, "message", 4_096)).isTrue();
    assertThat(block.text(3, null, 1_024)).isTrue();
    assertThat(block.text(11, "last", 1_024)).isTrue();
    block.textAt(4, 0);

    assertThat(word(2)).isEqualTo(-7);
    assertThat(text(1)).asString().isEqualTo("com.acme.OrderService");
    assertThat(text(0)).asString().isEqualTo("message");
    assertThat(text(3)).isEmpty();
    assertThat(text(11)).asString().isEqualTo("last");
    assertThat(text(4)).isEmpty();
  }

  @Test
  void text_toBeCutOrMended_isLeftToJni() {
    assertThat(block.text(0, "x".repeat(10), 10)).isTrue();
    assertThat(block.text(0, "x".repeat(11), 10)).isFalse();
    assertThat(block.text(0, "\u00E9".repeat(5), 10)).isTrue();
    assertThat(block.text(0, "\u00E9".repeat(6), 10)).isFalse();
    assertThat(block.text(0, "a\0b", 10)).isFalse();
  }

  @Test
  void text_moreThanABlock_isLeftToJni() {
    int fitted = 0;
    while (block.text(3, "x".repeat(99), 1_024)) {
      fitted++;
    }

    // Twelve words and an empty text come first.
    assertThat(fitted).isEqualTo((4_096 - 97) / 100);
    assertThat(block.text(3, "x".repeat(98), 1_024)).isTrue();
    assertThat(block.text(3, "", 1_024)).isFalse();
    assertThat(text(3)).hasSize(98);
  }

  @Test
  void take_untilGivenBack_isNobodyElses() {
    assertThat(EventBlock.take()).isNull();
    assertThat(block.text(0, "x".repeat(3_000), 4_096)).isTrue();

    block.giveBack();
    EventBlock again = EventBlock.take();

    assertThat(again).isSameAs(block);
    assertThat(again.text(0, "x".repeat(3_000), 4_096)).as("it is empty again").isTrue();
  }

  @Test
  void event_thatFits_goesThroughABlock() {
    block.giveBack();
    Backends.current()
        .fireEvent(
            0, 30, 0, "message", 10, "k=v", null, null, 0, "main", null, null, null, null, "last");
    block = EventBlock.take();

    assertThat(text(0)).asString().isEqualTo("message");
    assertThat(text(1)).isEmpty();
    assertThat(word(2)).isEqualTo(30);
    assertThat(text(3)).asString().isEqualTo("k=v");
    assertThat(text(6)).asString().isEqualTo("main");
    assertThat(text(11)).asString().isEqualTo("last");
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
      EventBlock taken = EventBlock.take();
      if (taken != null) {
        assertThat(taken.text(0, mine, 100)).isTrue();
        long text =
            Native.usdt_memory(taken.address(), Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .getLong();
        String found = new String(text(text), UTF_8);
        taken.giveBack();
        if (!found.equals(mine)) {
          throw new AssertionError(mine + " found " + found);
        }
        done++;
      }
    }
    return done;
  }

  private long word(int argument) {
    return Native.usdt_memory(block.address(), 12 * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .getLong(argument * Long.BYTES);
  }

  private byte[] text(int argument) {
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
