package io.github.usdt4j.snoop.tracers;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.engine.Engine;
import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.proc.LeftOutException;
import io.github.usdt4j.snoop.processes.TracedProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Attaches by another tracer, which runs once for each process. */
public final class TracerEngine implements Engine {
  private static final long IDLE_MILLIS = 500;
  private static final int LINES_AHEAD = 100_000;

  private final Level least;
  private final Tracer tracer;
  private final BlockingQueue<TracerLine> lines = new LinkedBlockingQueue<>(LINES_AHEAD);
  private final List<TracerRun> runs = new ArrayList<>();
  private final Set<String> attached = new HashSet<>();

  private TracerEngine(Level least, Tracer tracer) {
    this.least = least;
    this.tracer = tracer;
  }

  public static TracerEngine bpftrace(Level least) {
    return new TracerEngine(least, BpftraceProgram.tracer(least));
  }

  public static TracerEngine dtrace(Level least) {
    return new TracerEngine(least, DtraceProgram.tracer(least));
  }

  @Override
  public Attached attach(TracedProcess process) {
    List<String> probes = BpftraceProgram.probes(process, least);
    String program = "%d %d %d".formatted(process.pid(), process.startTicks(), process.execution());
    if (probes.isEmpty() || !attached.add(program)) {
      return new Attached(List.of(), List.of());
    }
    try {
      runs.add(TracerRun.start(tracer, process, lines));
    } catch (LeftOutException e) {
      throw new SnoopException(
          "cannot attach to process %d (%s): an image %s"
              .formatted(process.pid(), process.name(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw new SnoopException("cannot run %s: %s".formatted(tracer.program(), e.getMessage()), e);
    }
    return new Attached(probes, List.of());
  }

  @Override
  public boolean poll(Sink sink) {
    try {
      TracerLine line = lines.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      while (line != null) {
        if (!take(line, sink)) {
          return false;
        }
        line = lines.poll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    if (!runs.stream().allMatch(TracerRun::isAlive)) {
      throw new SnoopException(tracer.program() + " has ended");
    }
    sink.idle();
    return true;
  }

  private static boolean take(TracerLine line, Sink sink) {
    switch (line.kind()) {
      case RECORD -> {
        return sink.record(line.number(), line.text());
      }
      case LOST -> sink.lost(line.number());
      default -> {}
    }
    return true;
  }

  @Override
  public void wakeUp() {
    // Not a record: is read and passed over.
    lines.offer(TracerLine.other(""));
  }

  @Override
  public void drain(Sink sink) {
    runs.forEach(TracerRun::stop);
    boolean more = true;
    for (TracerLine line = lines.poll(); more && line != null; line = lines.poll()) {
      more = take(line, sink);
    }
    sink.idle();
  }

  @Override
  public void close() {
    runs.forEach(TracerRun::kill);
  }
}
