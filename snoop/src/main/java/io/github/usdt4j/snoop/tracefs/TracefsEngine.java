package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.engine.Engine;
import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.ImageFile;
import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.proc.LeftOutException;
import io.github.usdt4j.snoop.proc.ReadLimit;
import io.github.usdt4j.snoop.processes.MappingCounts;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.records.KernelFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Attaches by the kernel's own uprobe events on record probes, in an instance of tracefs that only
 * this snoop uses. It needs no other program.
 */
public final class TracefsEngine implements Engine {
  /**
   * How many events are handed over at once: however many there are, other things have their turn.
   */
  private static final int AT_ONCE = 10_000;

  private static final long READ_SECONDS = 5;
  private static final long READ_SECONDS_BESIDE_EVENTS = 1;
  private static final long BEFORE_EVENTS_MILLIS = 5000;
  private static final long BESIDE_EVENTS_MILLIS = 200;
  private static final long IDLE_MILLIS = 1000;
  private static final long MERGE_MILLIS = 5;
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Level least;
  private final Tracefs tracefs;
  private final String name = Owner.current().name();
  private final Guardian guardian;
  private final Instance instance;
  private final List<CpuReader> readers = new ArrayList<>();
  private final Merger merger;
  private final UprobeEvents events;
  private final Quota quota = new Quota();
  private final MappingCounts mappings = new MappingCounts();
  private final Members members = new Members();
  private final Sources sources;
  private final Semaphore news = new Semaphore(0);

  /** How many events were handed over in the current round. */
  private int taken;

  /** Whether events are handed over, which wait while something is attached to. */
  private boolean hasEvents;

  private boolean wantsMore;
  private long lost;
  private boolean isClosed;

  /** Returns where the kernel's events are; fails with a reason where this engine cannot work. */
  public static Path check() {
    return Tracefs.find().root();
  }

  /**
   * Begins without events.
   *
   * @param least the most verbose level that is wanted
   * @param bufferBytes the size of all CPUs' buffers together
   */
  public TracefsEngine(Level least, Filter filter, long bufferBytes) {
    this.least = least;
    tracefs = Tracefs.find();
    sources = new Sources(members, new EndedThreads(tracefs));
    Leftovers.sweepInstances(tracefs);
    guardian = Guardian.start(tracefs, name);
    try {
      instance = Instance.create(tracefs, name, bufferBytes);
      for (CpuBuffer cpu : instance.cpus()) {
        readers.add(new CpuReader(cpu, instance.pageSize(), this::wakeUp));
      }
    } catch (IOException | RuntimeException e) {
      removeAll();
      throw e instanceof SnoopException known
          ? known
          : new SnoopException("cannot read a tracefs instance: " + e.getMessage(), e);
    }
    events =
        new UprobeEvents(
            tracefs, instance, name, KernelFilter.of(filter), Tracefs.hasEventsWithSeveralPlaces());
    merger = new Merger(readers);
    readers.forEach(CpuReader::start);
  }

  @Override
  public Attached attach(TracedProcess process) {
    Attached attached = new Attached(new ArrayList<>(), new ArrayList<>());
    ReadLimit limit = ReadLimit.seconds(hasEvents ? READ_SECONDS_BESIDE_EVENTS : READ_SECONDS);
    for (Image image : process.images()) {
      Member member = members.of(process, image);
      if (image.records().stream().anyMatch(probe -> isNew(probe, member))) {
        try (ImageFile file = ImageFile.toAttach(process.pid(), image)) {
          attach(process, image, member, file.records(limit), file.link(), attached);
        } catch (IOException e) {
          attached.leftOut().add(image.path() + " " + LeftOutException.reason(e));
        }
      }
    }
    return attached;
  }

  private boolean isNew(ProbeNote probe, Member member) {
    return probe.isJson(least) && !member.tried().contains(probe);
  }

  /** Returns how long the processes of one user may keep the events, if there are any, waiting. */
  private long millis() {
    return hasEvents ? BESIDE_EVENTS_MILLIS : BEFORE_EVENTS_MILLIS;
  }

  private void attach(
      TracedProcess process,
      Image image,
      Member member,
      List<ProbeNote> records,
      Path file,
      Attached attached)
      throws IOException {
    List<ProbeNote> probes = records.stream().filter(probe -> isNew(probe, member)).toList();
    // Another process that has the image may have brought events on it already.
    List<ProbeNote> missing =
        probes.stream().filter(probe -> !member.attached().contains(probe)).toList();
    if (!missing.isEmpty()) {
      quota.take(process.user(), missing.size(), mappings(process, image));
    }
    Map<ProbeNote, String> refused = events.attach(file, missing);
    for (ProbeNote probe : probes) {
      String title = probe.provider() + ":" + probe.level();
      member.tried().add(probe);
      if (refused.containsKey(probe)) {
        attached.leftOut().add(title + ": " + refused.get(probe));
      } else {
        member.attached().add(probe);
        attached.probes().add(title);
      }
    }
  }

  /** Returns how often all processes together map an image. */
  private int mappings(TracedProcess process, Image image) throws LeftOutException {
    return mappings
        .of(image, process.user(), millis())
        .orElseThrow(
            () ->
                new LeftOutException(
                    "is not attached to now: to count how often it is mapped takes too long"));
  }

  @Override
  public boolean poll(Sink sink) {
    hasEvents = true;
    taken = 0;
    wantsMore = true;
    try {
      merger.merge(event -> take(event, sink) && taken < AT_ONCE);
      if (!wantsMore) {
        return false;
      }
      reportLost(sink);
      sink.idle();
      if (taken < AT_ONCE) {
        await(merger.hasWaiting() ? MERGE_MILLIS : IDLE_MILLIS);
      }
      return true;
    } catch (IOException e) {
      throw new SnoopException("cannot read the tracefs instance: " + e.getMessage(), e);
    }
  }

  @Override
  public void wakeUp() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  @Override
  public void drain(Sink sink) {
    try {
      instance.disable();
      long end = System.nanoTime() + DRAIN_NANOS;
      wantsMore = true;
      while (wantsMore && notQueued() > 0 && System.nanoTime() - end < 0) {
        merger.merge(event -> take(event, sink));
        await(MERGE_MILLIS);
      }
      readers.forEach(CpuReader::close);
      if (wantsMore) {
        merger.mergeAll(event -> take(event, sink));
      }
      reportLost(sink);
      long unreported = instance.lost() - lost + (wantsMore ? notQueued() : 0);
      if (unreported > 0) {
        lost += unreported;
        sink.lost(unreported);
      }
    } catch (IOException e) {
      throw new SnoopException("cannot stop the tracefs instance: " + e.getMessage(), e);
    }
    sink.idle();
  }

  private long notQueued() throws IOException {
    long events = 0;
    for (CpuReader reader : readers) {
      events += reader.notQueued();
    }
    return events;
  }

  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      readers.forEach(CpuReader::close);
      removeAll();
    }
  }

  private void removeAll() {
    try {
      Leftovers.remove(tracefs, name);
      Leftovers.sweepEvents(tracefs);
    } catch (IOException e) {
      // Somebody else holds it open; the shell and the next run try again.
    }
    guardian.close();
  }

  private boolean take(RawEvent event, Sink sink) {
    taken++;
    wantsMore =
        sink.record(
            sources.processOf(event.thread(), event.address(), event.nanos()), event.text());
    return wantsMore;
  }

  private void reportLost(Sink sink) {
    long count = merger.takeLost();
    if (count > 0) {
      lost += count;
      sink.lost(count);
    }
  }

  private void await(long millis) {
    try {
      if (news.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
