package io.github.usdt4j.snoop.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What the kernel notes of threads, by a clock that goes on only while that is read or waited for.
 */
class EndedThreadsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private long now = 100 * SECOND;
  private long readNanos;
  private int reads;

  /** After how many readings the kernel has noted one thread more. */
  private int notedAfter = Integer.MAX_VALUE;

  private final EndedThreads threads =
      new EndedThreads(this::read, () -> now, nanos -> now += nanos);

  @Test
  void manyEventsOfEndedThreads_areReadAboutOnce() {
    for (long thread = 1; thread < 10_000; thread++) {
      assertThat(threads.isKnown(thread, now - SECOND)).isTrue();
      assertThat(threads.processOf(thread).isPresent()).isEqualTo(thread == 12);
    }

    assertThat(reads).isEqualTo(1);
  }

  @Test
  void tableThatIsLongToRead_isNotReadForEachEvent() {
    readNanos = SECOND;
    assertThat(threads.isKnown(12, now - SECOND)).isTrue();

    int known = 0;
    for (int i = 0; i < 1000; i++) {
      now += SECOND / 100;
      known += threads.isKnown(12, now - SECOND / 5) ? 1 : 0;
    }

    assertThat(reads).isBetween(2, 4);
    assertThat(known).isPositive();
  }

  @Test
  void table_hasTheProcessesOfThreads() {
    assertThat(threads.isKnown(12, now - SECOND)).isTrue();

    assertThat(threads.processOf(12)).hasValue(7);
    assertThat(threads.processOf(4_194_303)).hasValue(4_000_000);
    assertThat(threads.processOf(13)).isEmpty();
    assertThat(threads.processOf(0)).isEmpty();
  }

  @Test
  void threadThatIsNotedLate_isWaitedFor() {
    readNanos = SECOND / 100;
    notedAfter = 4;

    assertThat(threads.isKnown(13, now - SECOND / 10)).isTrue();

    assertThat(threads.processOf(13)).hasValue(8);
    assertThat(reads).isEqualTo(4);
  }

  @Test
  void threadThatIsNeverNoted_isGivenUp() {
    readNanos = SECOND / 100;

    assertThat(threads.isKnown(13, now)).isTrue();

    assertThat(threads.isNoting()).isTrue();
    assertThat(threads.processOf(13)).isEmpty();
    assertThat(reads).isBetween(2, 60);
  }

  /** So that events of such threads cannot hold up all others for longer and longer. */
  @Test
  void manyThreadsThatAreNeverNoted_areWaitedForTogether() {
    readNanos = SECOND / 1000;
    long start = now;

    for (long thread = 1000; thread < 2000; thread++) {
      assertThat(threads.isKnown(thread, start)).isTrue();
    }

    assertThat(reads).isBetween(2, 40);
  }

  private ThreadTable read() {
    reads++;
    now += readNanos;
    String late = reads < notedAfter ? "" : "13 8\n";
    String list = "12 7\n" + late + "4000000 4000000\n4194303 4000000\n";
    try {
      return ThreadTable.read(new ByteArrayInputStream(list.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
