package io.github.usdt4j.snoop.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the kernel notes of threads, by a clock that goes on only while that is read. */
class EndedThreadsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private long now = 100 * SECOND;
  private long readNanos;
  private int reads;

  private final EndedThreads threads = new EndedThreads(this::read, () -> now);

  @Test
  void manyEventsOfEndedThreads_areReadAboutOnce() {
    for (long thread = 1; thread < 10_000; thread++) {
      assertThat(threads.isKnown(now - SECOND)).isTrue();
      assertThat(threads.processOf(thread).isPresent()).isEqualTo(thread == 12);
    }

    assertThat(reads).isEqualTo(1);
  }

  @Test
  void tableThatIsLongToRead_isNotReadForEachEvent() {
    readNanos = SECOND;
    assertThat(threads.isKnown(now - SECOND)).isTrue();

    int known = 0;
    for (int i = 0; i < 1000; i++) {
      now += SECOND / 100;
      known += threads.isKnown(now - SECOND / 5) ? 1 : 0;
    }

    assertThat(reads).isBetween(2, 4);
    assertThat(known).isPositive();
  }

  @Test
  void table_hasTheProcessesOfThreads() {
    assertThat(threads.isKnown(now - SECOND)).isTrue();

    assertThat(threads.processOf(12)).hasValue(7);
    assertThat(threads.processOf(4_194_303)).hasValue(4_000_000);
    assertThat(threads.processOf(13)).isEmpty();
    assertThat(threads.processOf(0)).isEmpty();
  }

  private ThreadTable read() {
    reads++;
    now += readNanos;
    String list = "12 7\n4000000 4000000\n4194303 4000000\n";
    try {
      return ThreadTable.read(new ByteArrayInputStream(list.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
