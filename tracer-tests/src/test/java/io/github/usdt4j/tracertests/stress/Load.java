package io.github.usdt4j.tracertests.stress;

import static io.github.usdt4j.ArgType.INT64;
import static io.github.usdt4j.ArgType.STRING;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Fires two probes from eight threads between {@code go} and {@code stop}, and says how often. With
 * the argument {@code changing}, other probes are added, removed, disabled, enabled, closed and
 * fired beside them.
 *
 * <p>Every thread works in bursts, each in a rhythm of its own. Without the pauses the threads
 * would take all processors from the tracers, whose coming and going is what they are to meet.
 */
public final class Load {
  static final int THREADS = 8;

  /** The probes that come and go: two of one provider each, by a thread of their own. */
  static final int CHANGING = 6;

  private static final int FIRES_OF_A_BURST = 100;
  private static final int CHANGES_OF_A_BURST = 20;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Provider steady = Usdt.provider("steady", "load");
  private final Probe one = steady.addProbe("f", "one", INT64);
  private final Probe two = steady.addProbe("f", "two", INT64);
  private final AtomicReferenceArray<Probe> changing = new AtomicReferenceArray<>(CHANGING);
  private final LongAdder changes = new LongAdder();
  private final LongAdder ones = new LongAdder();
  private final LongAdder twos = new LongAdder();
  private volatile boolean stopped;
  private volatile Throwable failure;

  private Load() {}

  /** Runs until it reads {@code stop}. */
  public static void main(String[] arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Load load = new Load();
    load.steady.enable();
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      tasks.add(load::fire);
    }
    Provider flipping = Usdt.provider("flipping", "load");
    if (List.of(arguments).contains("changing")) {
      load.changing.set(0, load.steady.addProbe("f", "added0", INT64));
      load.changing.set(1, load.steady.addProbe("f", "added1", STRING));
      load.changing.set(2, flipping.addProbe("f", "flipping0", INT64));
      load.changing.set(3, flipping.addProbe("f", "flipping1", STRING));
      flipping.enable();
      Provider brief = load.openBrief();
      tasks.add(() -> load.addAndRemove(0));
      tasks.add(() -> load.addAndRemove(1));
      tasks.add(() -> load.disableAndEnable(flipping));
      tasks.add(() -> load.closeAndOpen(brief));
    }
    System.out.println("image " + Usdt.status().images().get(0).path());
    await(in, "go");
    List<Thread> threads = tasks.stream().map(task -> new Thread(() -> load.run(task))).toList();
    threads.forEach(Thread::start);
    await(in, "stop");
    load.stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("one " + load.ones.sum());
    System.out.println("two " + load.twos.sum());
    System.out.println("all " + Usdt.status().fires());
    System.out.println("changes " + load.changes.sum());
    System.out.println("slots " + Usdt.status().images().get(0).slotsUsed());
    System.out.println("failure " + load.failure);
    await(in, "look");
    System.out.println("enabled " + (load.one.isEnabled() || load.two.isEnabled()));
  }

  private static void await(BufferedReader in, String command) throws Exception {
    String line = in.readLine();
    if (!command.equals(line)) {
      throw new IllegalStateException("instead of " + command + ": " + line);
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void fire() {
    long n = 0;
    while (!stopped) {
      one.fire(n);
      two.fire(-n);
      int next = (int) (n % CHANGING);
      Probe other = changing.get(next);
      if (other != null) {
        fireOther(other, next, n);
      }
      n++;
      pauseAfter(n, FIRES_OF_A_BURST);
    }
    ones.add(n);
    twos.add(n);
  }

  private static void pauseAfter(long done, int burst) {
    if (done % burst == 0) {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS));
    }
  }

  /** In another way each. */
  private static void fireOther(Probe probe, int index, long n) {
    switch (index) {
      case 1 -> probe.fire("text");
      case 3 -> probe.fireLazily(() -> "made");
      case 5 -> probe.fire(writer -> writer.add(n));
      default -> probe.fire(n);
    }
  }

  private void addAndRemove(int index) {
    for (long done = 1; !stopped; done++) {
      steady.removeProbe(changing.get(index));
      changing.set(index, steady.addProbe("f", "added" + index, index == 0 ? INT64 : STRING));
      changes.increment();
      pauseAfter(done, CHANGES_OF_A_BURST);
    }
  }

  private void disableAndEnable(Provider flipping) {
    for (long done = 1; !stopped; done++) {
      flipping.disable();
      flipping.enable();
      changes.increment();
      pauseAfter(done, CHANGES_OF_A_BURST);
    }
  }

  private void closeAndOpen(Provider first) {
    Provider brief = first;
    for (long done = 1; !stopped; done++) {
      brief.close();
      brief = openBrief();
      changes.increment();
      pauseAfter(done, CHANGES_OF_A_BURST);
    }
  }

  private Provider openBrief() {
    Provider brief = Usdt.provider("brief", "load");
    changing.set(4, brief.addProbe("f", "brief0", INT64));
    brief.enable();
    changing.set(5, brief.addProbe("f", "brief1", INT64));
    return brief;
  }
}
