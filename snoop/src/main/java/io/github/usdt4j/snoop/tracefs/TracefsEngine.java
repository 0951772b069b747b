package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.Engine;
import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.processes.Image;
import io.github.usdt4j.snoop.processes.Level;
import io.github.usdt4j.snoop.processes.ProbeNote;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.records.KernelFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The kernel's own uprobe events: one for each record probe, in an instance of tracefs that only
 * this snoop uses. Needs no other program.
 */
public final class TracefsEngine implements Engine {
  /** Events in one go: however many there are, other things have their turn. */
  private static final int AT_ONCE = 10_000;

  private static final long IDLE_MILLIS = 1000;
  private static final long MERGE_MILLIS = 5;
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Level least;
  private final String filter;
  private final Tracefs tracefs;
  private final String name = Owner.current().name();
  private final Guardian guardian;
  private final Instance instance;
  private final List<CpuReader> readers = new ArrayList<>();
  private final Merger merger;
  private final Sources sources = new Sources();

  /** Processes with sites, and sites that several processes fire. */
  private final Set<String> attachments = new HashSet<>();

  private final Set<String> sharedSites = new HashSet<>();

  private final Semaphore news = new Semaphore(0);

  /** In the current round. */
  private int taken;

  private boolean wantsMore;
  private long lost;
  private boolean isClosed;

  /** Fails with a reason where this engine cannot work. */
  public static void check() {
    Tracefs.find();
  }

  /**
   * @param least the most verbose level that is wanted
   * @param bufferBytes the size of all CPUs' buffers together
   */
  public TracefsEngine(Level least, Filter filter, long bufferBytes) {
    this.least = least;
    this.filter = KernelFilter.of(filter);
    tracefs = Tracefs.find();
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
    merger = new Merger(readers);
    readers.forEach(CpuReader::start);
  }

  @Override
  public List<String> attach(TracedProcess process) {
    List<String> attached = new ArrayList<>();
    List<UprobeEvent> events = new ArrayList<>();
    for (Image image : process.images()) {
      for (ProbeNote probe : image.records()) {
        String site = image.id() + " " + probe.site();
        if (probe.isJson(least)
            && attachments.add(
                process.pid() + " " + process.startTicks() + " " + process.execution() + site)) {
          attached.add(probe.provider() + ":" + probe.level());
          // A shared image's events are there already, whoever fires them.
          if (!image.isShared() || sharedSites.add(site)) {
            events.add(new UprobeEvent("e" + attachments.size(), image, probe));
          }
        }
      }
    }
    if (!events.isEmpty()) {
      enable(process, events);
    }
    return attached;
  }

  /** All at once: each step may wait for others who use tracefs. */
  private void enable(TracedProcess process, List<UprobeEvent> events) {
    try {
      tracefs.changeUprobeEvents(
          events.stream().map(event -> event.definition(name)).collect(Collectors.joining()));
      for (UprobeEvent event : events) {
        String id = Files.readString(instance.event(event.name()).resolve("id"));
        sources.add(Integer.parseInt(id.strip()), process.pid(), event.image().isShared());
      }
      if (!filter.isEmpty()) {
        Tracefs.write(instance.event("filter"), filter);
      }
      Tracefs.write(instance.event("enable"), "1");
    } catch (IOException e) {
      throw new SnoopException(
          "cannot attach to process %d (%s): %s"
              .formatted(process.pid(), process.name(), e.getMessage()),
          e);
    }
  }

  @Override
  public boolean poll(Sink sink) {
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
    wantsMore = sink.record(sources.processOf(event.id(), event.thread()), event.text());
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
