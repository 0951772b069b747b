package io.github.usdt4j.snoop.tracefs;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Brings the events of all CPUs into the order of their times. */
final class Merger {
  /** Holds what was taken from one CPU's reader and not yet handed over, in order. */
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

    RawEvent take() {
      return events.get(next++);
    }
  }

  private final List<Lane> lanes;

  /** A time up to which all events have been queued. */
  private long limit = Long.MIN_VALUE;

  private long lost;

  Merger(List<CpuReader> readers) {
    lanes = readers.stream().map(Lane::new).toList();
  }

  /**
   * Hands over, in order, what no older event can come before any more, as long as the taker says
   * true.
   */
  void merge(Predicate<RawEvent> taker) throws IOException {
    for (Lane lane = oldest(); lane != null; lane = oldest()) {
      if (lane.nanos() > limit) {
        limit = limit(lane.nanos());
        if (lane.nanos() > limit) {
          return;
        }
        // What has been queued meanwhile may be older.
        continue;
      }
      if (!taker.test(lane.take())) {
        return;
      }
    }
  }

  /** Hands over all there is; no more may come. */
  void mergeAll(Predicate<RawEvent> taker) throws IOException {
    limit = Long.MAX_VALUE;
    merge(taker);
  }

  /** Returns whether events wait until it is sure that no older ones come. */
  boolean hasWaiting() {
    return oldest() != null;
  }

  /** Returns how many events the kernel had no room for, since this was asked last. */
  long takeLost() {
    long count = lost;
    lost = 0;
    return count;
  }

  private long limit(long wanted) throws IOException {
    long earliest = Long.MAX_VALUE;
    for (Lane lane : lanes) {
      earliest = Math.min(earliest, lane.reader.queuedUpTo(wanted));
    }
    return earliest;
  }

  /** Returns the lane with the oldest event, or null when nothing is there. */
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
