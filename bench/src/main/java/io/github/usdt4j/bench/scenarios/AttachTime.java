package io.github.usdt4j.bench.scenarios;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.bench.peers.Sites;
import io.github.usdt4j.bench.report.Figure;
import io.github.usdt4j.bench.report.Plan;
import io.github.usdt4j.bench.report.Row;
import io.github.usdt4j.bench.report.Target;
import io.github.usdt4j.binding.Native;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Mappings;
import io.github.usdt4j.testsupport.Tools;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long it takes from attaching to the first event, while a thread asks all the time.
 */
public final class AttachTime implements AutoCloseable {
  private final Provider provider = Usdt.provider("attachtime", "attachtime");
  private final Probe probe = provider.addProbe("f", "first");
  private final AtomicBoolean ended = new AtomicBoolean();

  private AttachTime() {
    provider.enable();
    Thread thread = new Thread(this::fireAlways, "fires always");
    thread.setDaemon(true);
    thread.start();
  }

  private void fireAlways() {
    while (!ended.get()) {
      probe.fire();
      if (probe.isEnabled()) {
        // Or the tracer drowns before its first event is read.
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
      }
    }
  }

  @Override
  public void close() {
    ended.set(true);
    provider.close();
  }

  public static List<Row> rows(Plan plan) {
    List<Double> kernel = new ArrayList<>();
    List<Double> bpftrace = new ArrayList<>();
    try (AttachTime time = new AttachTime()) {
      for (int fork = 0; fork < plan.forks(); fork++) {
        kernel.add(time.ofKernel());
        bpftrace.add(time.ofBpftrace());
      }
    }
    return List.of(
        Row.alone(
            "from attaching an event of tracefs to the first event",
            new Figure("ms", kernel),
            Target.NONE),
        Row.alone(
            "from starting bpftrace to the first event", new Figure("ms", bpftrace), Target.NONE));
  }

  private double ofKernel() {
    long text = Native.usdt_image_text(imageIndex());
    long site = Mappings.fileOffset(text + Sites.of(probe).textOffset());
    long semaphore =
        Mappings.fileOffset(
            Native.usdt_image_semaphores(imageIndex()) + Sites.of(probe).semaphoreOffset());
    Await.until(() -> "nobody attached", () -> !probe.isEnabled());
    long start = System.nanoTime();
    try (UprobeEvent event = new UprobeEvent(image(), site, semaphore, "")) {
      Await.until(() -> "an event", () -> !event.fires().isEmpty());
      return millisSince(start);
    }
  }

  private double ofBpftrace() {
    Await.until(() -> "nobody attached", () -> !probe.isEnabled());
    String program =
        "usdt:%s:attachtime:first { printf(\"first\\n\"); exit(); }".formatted(image());
    long start = System.nanoTime();
    try (Child tracer =
        Child.start(
            new ProcessBuilder(
                Tools.path("bpftrace"),
                "-p",
                Long.toString(ProcessHandle.current().pid()),
                "-e",
                program))) {
      tracer.awaitLine("first");
      double millis = millisSince(start);
      tracer.awaitExit();
      return millis;
    }
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  private static Path image() {
    return Path.of(Usdt.status().images().get(imageIndex()).path());
  }

  private static int imageIndex() {
    return (int)
        Usdt.status().images().stream()
            .takeWhile(image -> !image.module().equals("attachtime"))
            .count();
  }
}
