package io.github.usdt4j.snoop.tracefs;

import java.util.List;
import java.util.function.Predicate;

/** Brings the events of all CPUs into the order of their times. */
final class Merger {
  /** What was taken from one CPU's reader and not yet handed over, in order. */
  private static final class Lane {
    final CpuReader reader;
    List<RawEvent> events = List.of();
    int next;

    Lane(CpuReader reader) {
      this.reader = reader;
    }

    boolean isEmpty() {
      return next == events.size();
    }

    long nanos() {
      return events.get(next).nanos();
    }
  }

  private final List<Lane> lanes;
  private long lost;

  Merger(List<CpuReader> readers) {
    lanes = readers.stream().map(Lane::new).toList();
  }

  /**
   * Hands over, in order, what no older event can come before any more.
   *
   * @return false as soon as the taker wants no more
   */
  boolean merge(Predicate<RawEvent> taker) {
    return merge(taker, limit());
  }

  /** Hands over all there is. */
  boolean mergeAll(Predicate<RawEvent> taker) {
    return merge(taker, Long.MAX_VALUE);
  }

  private boolean merge(Predicate<RawEvent> taker, long limit) {
    for (Lane lane = oldest(); lane != null && lane.nanos() <= limit; lane = oldest()) {
      if (!taker.test(lane.events.get(lane.next++))) {
        return false;
      }
    }
    return true;
  }

  /** Whether events wait until it is sure that no older ones come. */
  boolean hasWaiting() {
    return oldest() != null;
  }

  /** How many events the kernel had no room for, since this was asked last. */
  long takeLost() {
    long count = lost;
    lost = 0;
    return count;
  }

  /** The time up to which every CPU's events have been queued. */
  private long limit() {
    return lanes.stream().mapToLong(lane -> lane.reader.readUpTo()).min().orElse(Long.MAX_VALUE);
  }

  /** The lane with the oldest event; null when nothing is there. */
  private Lane oldest() {
    Lane oldest = null;
    for (Lane lane : lanes) {
      refill(lane);
      if (!lane.isEmpty() && (oldest == null || lane.nanos() < oldest.nanos())) {
        oldest = lane;
      }
    }
    return oldest;
  }

  private void refill(Lane lane) {
    while (lane.isEmpty()) {
      CpuReader.Batch batch = lane.reader.batches().poll();
      if (batch == null) {
        return;
      }
      lost += batch.lost();
      lane.events = batch.events();
      lane.next = 0;
    }
  }
}
