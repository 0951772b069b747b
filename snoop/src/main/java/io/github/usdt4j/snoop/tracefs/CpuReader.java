package io.github.usdt4j.snoop.tracefs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads the ring buffer of one CPU on a thread of its own, which sleeps in the kernel while there
 * is nothing. When the pages it has read are not taken, it stops reading: the kernel's buffer has
 * the size that was asked for, and counts what is lost.
 */
final class CpuReader {
  /** What one page held. */
  record Batch(List<RawEvent> events, long lost) {}

  private static final int PAGES_AHEAD = 16;

  /** The longest event: in a page with less room than that, the next one may not have fitted. */
  private static final int MAX_EVENT = 4200;

  /** Between reads while events trickle in: one wake-up then serves many. */
  private static final long PAUSE_MILLIS = 4;

  /** How long the kernel may take to wake a reader up. */
  private static final long WAKE_UP_NANOS = 20_000_000;

  private final FileChannel channel;
  private final ByteBuffer page;
  private final Thread thread;
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>(PAGES_AHEAD);
  private final Runnable onBatch;

  /** All events up to this time have been queued. */
  private volatile long readUpTo;

  private volatile long blockedSince;
  private volatile boolean isBlocked;

  CpuReader(Path traceCpu, int pageSize, Runnable onBatch) throws IOException {
    this.onBatch = onBatch;
    channel = FileChannel.open(traceCpu.resolve("trace_pipe_raw"), StandardOpenOption.READ);
    page = ByteBuffer.allocateDirect(pageSize).order(ByteOrder.nativeOrder());
    readUpTo = System.nanoTime();
    thread = new Thread(this::run, "reader of " + traceCpu.getFileName());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  BlockingQueue<Batch> batches() {
    return batches;
  }

  /** No event older than this will be queued any more. */
  long readUpTo() {
    long since = blockedSince;
    if (isBlocked && System.nanoTime() - since > WAKE_UP_NANOS) {
      return System.nanoTime() - WAKE_UP_NANOS;
    }
    return readUpTo;
  }

  /** Ends the thread and the channel. */
  void close() {
    try {
      thread.interrupt();
      channel.close();
      thread.join(TimeUnit.SECONDS.toMillis(2));
    } catch (IOException e) {
      // Nothing was written.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (channel.isOpen()) {
        page.clear();
        long before = System.nanoTime();
        blockedSince = before;
        isBlocked = true;
        int length = channel.read(page);
        isBlocked = false;
        if (length <= 0) {
          Thread.sleep(PAUSE_MILLIS);
          continue;
        }
        page.flip();
        boolean isFull = queue() > page.limit() - MAX_EVENT;
        if (!isFull) {
          readUpTo = Math.max(readUpTo, before);
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (IOException | InterruptedException e) {
      // Closed.
    }
  }

  private int queue() throws InterruptedException {
    List<RawEvent> events = new ArrayList<>();
    long[] lost = {0};
    int size =
        RawPage.read(
            page,
            new RawPage.Visitor() {
              @Override
              public void event(long nanos, ByteBuffer from, int at, int length) {
                events.add(RawEvent.read(nanos, from, at, length));
              }

              @Override
              public void lost(long count) {
                lost[0] += count;
              }
            });
    batches.put(new Batch(events, lost[0]));
    if (!events.isEmpty()) {
      readUpTo = Math.max(readUpTo, events.get(events.size() - 1).nanos());
    }
    onBatch.run();
    return size;
  }
}
