package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.processes.TracedProcess;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Chooses what a script shows, and notes what it leaves out. */
final class Targets {
  /** A process with more would use up what one tracer can hold. */
  private static final int MOST_PROBES = 512;

  private final List<Target> all = new ArrayList<>();
  private final Set<String> leftOut = new LinkedHashSet<>();

  /** Chooses among the record probes of these processes. */
  Targets(List<TracedProcess> processes, Level least) {
    for (TracedProcess process : processes) {
      process.leftOut().forEach(text -> leaveOut(process, text));
      for (Image image : process.images()) {
        List<ProbeNote> probes =
            image.records().stream().filter(probe -> probe.isJson(least)).toList();
        all.add(new Target(process, image, probes));
      }
    }
    needing(
        probe -> Names.isProvider(probe.provider()),
        "the provider's name is not made of letters, digits and _ alone");
    for (TracedProcess process : processes) {
      limit(process);
    }
  }

  /** Leaves out the probes that do not meet a need of the tracer. */
  Targets needing(Predicate<ProbeNote> need, String reason) {
    all.replaceAll(target -> with(target, target.probes().stream().filter(need).toList(), reason));
    return this;
  }

  private void limit(TracedProcess process) {
    int room = MOST_PROBES;
    for (int i = 0; i < all.size(); i++) {
      Target target = all.get(i);
      if (target.pid() == process.pid()) {
        List<ProbeNote> taken = target.probes().subList(0, Math.min(room, target.probes().size()));
        room -= taken.size();
        all.set(i, with(target, taken, "a script takes %d of a process".formatted(MOST_PROBES)));
      }
    }
  }

  private Target with(Target target, List<ProbeNote> probes, String reason) {
    if (probes.size() < target.probes().size()) {
      leaveOut(target, target.probes().size() - probes.size(), reason);
    }
    return new Target(target.process(), target.image(), probes);
  }

  /** Leaves out an image. */
  void leaveOut(Target target, String reason) {
    leaveOut(target, target.probes().size(), reason);
  }

  private void leaveOut(Target target, int probes, String reason) {
    leaveOut(target.process(), "%d probes: %s".formatted(probes, reason));
  }

  private void leaveOut(TracedProcess process, String what) {
    leftOut.add("left out of process %d (%s): %s".formatted(process.pid(), process.name(), what));
  }

  /** Returns what is shown; never nothing. */
  List<Target> chosen() {
    List<Target> chosen = all.stream().filter(target -> !target.probes().isEmpty()).toList();
    if (chosen.isEmpty()) {
      String reasons = leftOut.isEmpty() ? "" : "; " + String.join("; ", leftOut);
      throw new SnoopException(
          "no process has log probes of that level; see snoop --list" + reasons);
    }
    return chosen;
  }

  List<String> leftOut() {
    return List.copyOf(leftOut);
  }
}
