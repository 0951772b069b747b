package io.github.usdt4j.snoop.following;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.doctor.Diagnosis;
import io.github.usdt4j.snoop.engine.Engine;
import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.records.LogRecord;
import io.github.usdt4j.snoop.records.Output;
import io.github.usdt4j.snoop.terminal.Messages;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Follows processes: attaches, shows their records, says who comes and goes. */
public final class Follower implements Engine.Sink {
  /** How many things that are left out of one process are named one by one. */
  private static final int MOST_LEFT_OUT = 8;

  private static final long LOOK_MILLIS = 900;
  private static final long SAY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Selection selection;
  private final Admission admission;
  private final Filter filter;
  private final Output output;
  private final PrintStream out;
  private final Messages messages;
  private final Processes processes;
  private final Lookout lookout;
  private final Roster roster;

  /** Processes that have fired before they were found by a look. */
  private final List<TracedProcess> arrivals = new ArrayList<>();

  /** Processes that have fired and are not followed, until the next look; whether they are gone. */
  private final Map<Long, Boolean> strangers = new HashMap<>();

  private long left;
  private long shown;
  private long lost;
  private long unknown;
  private long saidLost = System.nanoTime() - SAY_NANOS;
  private volatile boolean isStopped;

  /**
   * Prepares to follow what a selection names.
   *
   * @param count after how many records to end; -1 for no end
   */
  public Follower(
      Selection selection,
      Roster roster,
      Filter filter,
      Output output,
      long count,
      PrintStream out,
      Messages messages) {
    this.selection = selection;
    admission = new Admission(selection, messages);
    this.roster = roster;
    this.filter = filter;
    this.output = output;
    this.left = count;
    this.out = out;
    this.messages = messages;
    processes = new Processes(selection.names());
    lookout = new Lookout(processes);
  }

  /** Runs until it is stopped, has shown enough, or has no process left. */
  public void run(Engine engine, List<TracedProcess> found) {
    begin(engine, found);
    long looked = System.nanoTime();
    while (!isStopped && engine.poll(this)) {
      List.copyOf(arrivals).forEach(process -> join(engine, process));
      arrivals.clear();
      long now = System.nanoTime();
      if (now - looked >= TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
        looked = now;
        look(engine, TimeUnit.NANOSECONDS.toMillis(now));
        if (roster.isEmpty() && !selection.isAll()) {
          break;
        }
      }
    }
    engine.drain(this);
    if (unknown > 0) {
      messages.say(
          unknown
              + " events not shown: their processes had ended before snoop saw whose they were");
    }
    messages.say(shown + " events shown, " + (lost == 0 ? "none" : Long.toString(lost)) + " lost");
  }

  private void begin(Engine engine, List<TracedProcess> found) {
    // One that cannot be followed does not end the others.
    List<SnoopException> problems = new ArrayList<>();
    for (TracedProcess process : found) {
      try {
        follow(engine, process);
      } catch (SnoopException e) {
        problems.add(e);
      }
    }
    if (roster.isEmpty() && !selection.isAll()) {
      throw problems.isEmpty() ? new SnoopException(nothingOf(found.get(0))) : problems.get(0);
    }
    problems.forEach(problem -> messages.say(problem.getMessage()));
    if (roster.isEmpty()) {
      messages.say("no process with usdt4j probes yet; waiting for one");
    }
  }

  private static String nothingOf(TracedProcess process) {
    return "process %s has no probe to follow (snoop doctor %d says more): %s"
        .formatted(process.title(), process.pid(), Diagnosis.reason(process.pid()));
  }

  /** Lets {@link #run} end; any thread may call it. */
  public void stop(Engine engine) {
    isStopped = true;
    engine.wakeUp();
  }

  @Override
  public boolean record(long pid, String json) {
    if (left == 0) {
      return false;
    }
    // Other processes fire the probes of a shared image too, and children those of their parent.
    Optional<TracedProcess> process = roster.source(pid).or(() -> arrival(pid));
    if (process.isEmpty()) {
      return true;
    }
    LogRecord record = LogRecord.parse(pid, process.get().user(), json);
    if (filter.matches(record)) {
      out.println(output.lines(record));
      shown++;
      left--;
    }
    return left != 0;
  }

  /** Returns a process that no look has found yet, when it is meant. */
  private Optional<TracedProcess> arrival(long pid) {
    if (!selection.isOpen()) {
      unknown += pid == 0 ? 1 : 0;
      return Optional.empty();
    }
    Boolean isGone = strangers.get(pid);
    Optional<TracedProcess> process = isGone == null ? lookout.find(pid) : Optional.empty();
    if (isGone == null) {
      isGone = process.isEmpty();
    }
    unknown += isGone ? 1 : 0;
    Optional<TracedProcess> arrived = process.filter(admission::isByName);
    if (arrived.isPresent()) {
      roster.add(arrived.get());
      arrivals.add(arrived.get());
    } else {
      strangers.put(pid, isGone);
    }
    return arrived;
  }

  @Override
  public void lost(long count) {
    lost += count;
    long now = System.nanoTime();
    if (now - saidLost > SAY_NANOS) {
      saidLost = now;
      messages.say(lost + " events lost so far: the buffer was full; --buffer makes it larger");
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
    List<String> leftOut = attached.leftOut();
    leftOut.stream()
        .limit(MOST_LEFT_OUT)
        .forEach(
            text ->
                messages.say("%d %s: left out: %s".formatted(process.pid(), process.name(), text)));
    if (leftOut.size() > MOST_LEFT_OUT) {
      messages.say(
          "%s: %d more probes left out".formatted(process.title(), leftOut.size() - MOST_LEFT_OUT));
    }
    List<String> probes = attached.probes();
    if (!probes.isEmpty()) {
      roster.add(process);
      messages.say("following %s: %s".formatted(process.title(), String.join(" ", probes)));
    }
  }

  /** Follows a process; one that cannot be followed does not end the others. */
  private void join(Engine engine, TracedProcess process) {
    try {
      follow(engine, process);
    } catch (SnoopException e) {
      messages.say(e.getMessage());
    }
  }

  private void look(Engine engine, long nowMillis) {
    strangers.clear();
    lookout.renew();
    roster.followed().forEach(this::see);
    roster.endAwaited().forEach(process -> messages.say(process.title() + " has ended"));
    Collection<Long> candidates = selection.isOpen() ? Proc.pids() : roster.pids();
    List<TracedProcess> found = lookout.look(candidates, admission::mayBe, nowMillis);
    processes.takeLeftOut().keySet().forEach(admission::sayLate);
    processes.takeTooLong().forEach(admission::sayTooLong);
    boolean isDecided = admission.decide(found);
    for (TracedProcess process : found) {
      if (roster.has(process)
          || (roster.awaits(process) && admission.isById(process))
          || (isDecided && admission.isByName(process))) {
        join(engine, process);
      }
    }
  }

  /** Sees what has become of a process. */
  private void see(TracedProcess process) {
    switch (process.change()) {
      case NONE -> {}
      case ENDED -> {
        roster.end(process);
        messages.say(process.title() + " has ended");
      }
      case PROGRAM -> {
        roster.end(process);
        messages.say(process.title() + " runs another program now");
        awaitProbes(process);
      }
      case USER -> changeUser(process);
    }
  }

  private void awaitProbes(TracedProcess process) {
    lookout.forget(process.pid());
    if (selection.pids().contains(process.pid())
        || lookout.find(process.pid()).filter(selection::isNamed).isPresent()) {
      roster.await(process);
    }
  }

  private void changeUser(TracedProcess before) {
    roster.remove(before);
    Optional<TracedProcess> process =
        lookout.find(before.pid()).filter(before::isSameProcess).filter(this::mayStay);
    process.ifPresent(roster::add);
    messages.say(
        process.isPresent()
            ? "%s belongs to %s now".formatted(before.title(), process.get().user().name())
            : before.title() + " belongs to another user now, and is not followed any more");
  }

  private boolean mayStay(TracedProcess process) {
    return admission.isById(process) || admission.isByName(process);
  }
}
