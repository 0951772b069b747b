package io.github.usdt4j.snoop;

import io.github.usdt4j.snoop.processes.Proc;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.records.LogRecord;
import io.github.usdt4j.snoop.records.Output;
import io.github.usdt4j.snoop.records.SafeText;
import java.io.PrintStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Follows processes: attaches, shows their records, says who comes and goes. */
final class Follower implements Engine.Sink {
  private static final long LOOK_MILLIS = 900;
  private static final long SAY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Selection selection;
  private final Filter filter;
  private final Output output;
  private final PrintStream out;
  private final PrintStream err;
  private final Processes processes = new Processes();
  private final Lookout lookout = new Lookout(processes);
  private final Map<Long, TracedProcess> followed = new HashMap<>();

  /** Also those that have ended: their last records come later. */
  private final Set<Long> known = new HashSet<>();

  private long left;
  private long shown;
  private long lost;
  private long saidLost = System.nanoTime() - SAY_NANOS;
  private volatile boolean isStopped;

  /**
   * @param count after how many records to end
   */
  Follower(
      Selection selection,
      Filter filter,
      Output output,
      long count,
      PrintStream out,
      PrintStream err) {
    this.selection = selection;
    this.filter = filter;
    this.output = output;
    this.left = count;
    this.out = out;
    this.err = err;
  }

  /** Runs until it is stopped, has shown enough, or nobody is left. */
  void run(Engine engine, List<TracedProcess> found) {
    for (TracedProcess process : found) {
      if (selection.isAll()) {
        join(engine, process);
      } else {
        follow(engine, process);
      }
    }
    if (followed.isEmpty() && !selection.isAll()) {
      throw new SnoopException(
          "process %d (%s) has probes, but none of a log level that was asked for; see snoop --list"
              .formatted(found.get(0).pid(), found.get(0).name()));
    }
    if (followed.isEmpty()) {
      say("no process with usdt4j probes yet; waiting for one");
    }
    long looked = System.nanoTime();
    while (!isStopped && engine.poll(this)) {
      long now = System.nanoTime();
      if (now - looked >= TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
        looked = now;
        look(engine, TimeUnit.NANOSECONDS.toMillis(now));
        if (followed.isEmpty() && !selection.isAll()) {
          break;
        }
      }
    }
    engine.drain(this);
    say(shown + " events shown, " + (lost == 0 ? "none" : Long.toString(lost)) + " lost");
  }

  /** Lets {@link #run} end; from any thread. */
  void stop(Engine engine) {
    isStopped = true;
    engine.wakeUp();
  }

  @Override
  public boolean record(long pid, String json) {
    if (left == 0) {
      return false;
    }
    // Other processes fire the probes of a shared image too.
    if (!known.contains(pid) && !selection.isAll()) {
      return true;
    }
    LogRecord record = LogRecord.parse(pid, json);
    if (filter.matches(record)) {
      out.println(output.lines(record));
      shown++;
      left--;
    }
    return left != 0;
  }

  @Override
  public void lost(long count) {
    lost += count;
    long now = System.nanoTime();
    if (now - saidLost > SAY_NANOS) {
      saidLost = now;
      say(lost + " events lost so far: the buffer was full; --buffer makes it larger");
    }
  }

  @Override
  public void idle() {
    out.flush();
    // Who read the output has gone, as head does.
    isStopped |= out.checkError();
  }

  private void follow(Engine engine, TracedProcess process) {
    Engine.Attached attached = engine.attach(process);
    attached
        .leftOut()
        .forEach(text -> say("%d %s: left out: %s".formatted(process.pid(), process.name(), text)));
    List<String> probes = attached.probes();
    if (!probes.isEmpty()) {
      followed.put(process.pid(), process);
      known.add(process.pid());
      say("following %d %s: %s".formatted(process.pid(), process.name(), String.join(" ", probes)));
    }
  }

  /** One that cannot be followed does not end the others. */
  private void join(Engine engine, TracedProcess process) {
    try {
      follow(engine, process);
    } catch (SnoopException e) {
      say(e.getMessage());
    }
  }

  private void look(Engine engine, long nowMillis) {
    for (TracedProcess process : List.copyOf(followed.values())) {
      if (!Proc.startTicks(process.pid()).equals(OptionalLong.of(process.startTicks()))) {
        followed.remove(process.pid());
        say("%d %s has ended".formatted(process.pid(), process.name()));
      }
    }
    Collection<Long> candidates = selection.isAll() ? Proc.pids() : followed.keySet();
    for (TracedProcess process : lookout.look(List.copyOf(candidates), nowMillis)) {
      if (selection.includes(process)) {
        join(engine, process);
      }
    }
  }

  private void say(String text) {
    err.println("snoop: " + SafeText.of(text));
  }
}
