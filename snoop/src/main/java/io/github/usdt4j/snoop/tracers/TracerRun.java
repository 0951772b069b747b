package io.github.usdt4j.snoop.tracers;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.processes.TracedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a tracer, and the thread that takes its lines. */
final class TracerRun {
  private static final long ATTACH_SECONDS = 60;

  /** A dtrace that is killed leaves events in tracefs, and to remove them takes it seconds. */
  private static final long END_SECONDS = 30;

  private static final int LAST_LINES = 5;

  /**
   * Ends the tracer as Ctrl-C does when standard input closes, which our end does too. Nobody reads
   * its output then, and a dtrace that SIGPIPE ends leaves events in tracefs. bpftrace 0.17 may
   * miss a signal, so there is another one while the process of that number is still the parent.
   */
  private static final String GUARDED =
      """
      exec 3<&0
      trap '' PIPE
      (
        while read -r line <&3; do :; done
        while read -r own name state parent rest </proc/self/stat && [ "$parent" = $$ ]; do
          kill -INT $$
          sleep 5
        done
      ) >/dev/null 2>&1 &
      exec "$@" </dev/null 3<&-
      """;

  private final Process process;
  private final Tracer tracer;
  private final long pid;
  private final BlockingQueue<TracerLine> lines;
  private final CountDownLatch decided = new CountDownLatch(1);
  private final Deque<String> last = new ArrayDeque<>();
  private volatile boolean isAttached;
  private final Thread reader = new Thread(this::read, "output of a tracer");

  private TracerRun(Process process, Tracer tracer, long pid, BlockingQueue<TracerLine> lines) {
    this.process = process;
    this.tracer = tracer;
    this.pid = pid;
    this.lines = lines;
    reader.setDaemon(true);
  }

  /** Starts a tracer and waits until it is attached. */
  static TracerRun start(Tracer tracer, TracedProcess traced, BlockingQueue<TracerLine> lines)
      throws IOException {
    try (TracerCommand command = tracer.launch().of(traced)) {
      ProcessBuilder builder = command.builder().redirectErrorStream(true);
      builder.command().addAll(0, List.of("/bin/sh", "-c", GUARDED, "snoop"));
      TracerRun run = new TracerRun(builder.start(), tracer, traced.pid(), lines);
      run.reader.start();
      run.awaitAttached();
      return run;
    }
  }

  private void awaitAttached() {
    try {
      boolean isInTime = decided.await(ATTACH_SECONDS, TimeUnit.SECONDS);
      if (!isInTime || !isAttached) {
        kill();
        synchronized (last) {
          throw new SnoopException(
              "%s does not attach: %s".formatted(tracer.program(), String.join("; ", last)));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        take(tracer.lines().apply(line));
      }
    } catch (IOException e) {
      // The tracer was killed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      decided.countDown();
    }
  }

  private void take(TracerLine line) throws InterruptedException {
    switch (line.kind()) {
      case ATTACHED -> {
        isAttached = true;
        decided.countDown();
      }
      case RECORD -> {
        // A run is for one process: others of a shared image have their own, and what a process
        // fires is no record of another one, whatever it says.
        if (line.number() == pid) {
          lines.put(line);
        }
      }
      case LOST -> lines.put(line);
      case OTHER -> {
        if (!isAttached) {
          remember(line.text());
        }
      }
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private void remember(String line) {
    synchronized (last) {
      last.add(line);
      if (last.size() > LAST_LINES) {
        last.remove();
      }
    }
  }

  /** Ends the tracer as Ctrl-C does, and takes what it still writes. */
  void stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
      reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void kill() {
    process.destroyForcibly();
  }
}
