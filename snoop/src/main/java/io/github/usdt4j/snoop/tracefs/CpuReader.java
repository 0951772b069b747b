package io.github.usdt4j.snoop.tracefs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads the ring buffer of one CPU on a thread of its own, which sleeps in the kernel while there
 * is nothing. When the pages it has read are not taken, it stops reading: the kernel's buffer has
 * the size that was asked for, and counts what is lost.
 */
final class CpuReader implements RawPage.Visitor {
  /** Holds what one page had. */
  record Batch(List<RawEvent> events, long lost) {}

  private static final int PAGES_AHEAD = 16;

  /**
   * The size of the longest event: in a page with less room than that, the next one may not have
   * fitted.
   */
  private static final int MAX_EVENT = 4200;

  /** How long the reader pauses while few events come: one wake-up then serves many. */
  private static final long PAUSE_MILLIS = 4;

  private final CpuBuffer buffer;
  private final FileChannel channel;
  private final ByteBuffer page;
  private final Thread thread;
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>(PAGES_AHEAD);
  private final Runnable onBatch;

  /** The events of the page that is being read. */
  private List<RawEvent> events = new ArrayList<>();

  private long lost;

  /** A time up to which all events have been queued. */
  private volatile long queuedUpTo = Long.MIN_VALUE;

  private final AtomicLong queued = new AtomicLong();

  CpuReader(CpuBuffer buffer, int pageSize, Runnable onBatch) throws IOException {
    this.buffer = buffer;
    this.onBatch = onBatch;
    channel = FileChannel.open(buffer.rawPipe(), StandardOpenOption.READ);
    page = ByteBuffer.allocateDirect(pageSize).order(ByteOrder.nativeOrder());
    thread = new Thread(this::run, "reader of " + buffer);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  BlockingQueue<Batch> batches() {
    return batches;
  }

  /**
   * Returns a time up to which all events have been queued; it asks the kernel when the last one
   * queued is earlier than wanted.
   */
  long queuedUpTo(long wanted) throws IOException {
    if (queuedUpTo >= wanted) {
      return queuedUpTo;
    }
    long now = System.nanoTime();
    return notQueued() == 0 ? now : queuedUpTo;
  }

  /** Returns how many events have been recorded and not yet queued. */
  long notQueued() throws IOException {
    return buffer.beyond(queued.get());
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
        int size = channel.read(page) > 0 ? queue() : 0;
        if (size < page.capacity() - MAX_EVENT) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (IOException | InterruptedException e) {
      // Closed.
    }
  }

  private int queue() throws InterruptedException {
    events = new ArrayList<>();
    lost = 0;
    int size = RawPage.read(page.flip(), this);
    batches.put(new Batch(events, lost));
    if (!events.isEmpty()) {
      queuedUpTo = events.get(events.size() - 1).nanos();
      queued.addAndGet(events.size());
    }
    onBatch.run();
    return size;
  }

  @Override
  public void event(long nanos, ByteBuffer from, int at, int size) {
    events.add(RawEvent.read(nanos, from, at, size));
  }

  @Override
  public void lost(long count) {
    lost += count;
  }
}
