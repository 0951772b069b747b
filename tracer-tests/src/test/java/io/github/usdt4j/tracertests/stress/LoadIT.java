package io.github.usdt4j.tracertests.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Eight threads fire two probes while bpftrace comes and goes. The tracers that stay, a bpftrace
 * and the kernel's own events, count exactly what was fired.
 */
@Requires(
    value = {Need.ROOT, Need.LINUX_X86_64, Need.UPROBE_EVENTS},
    tools = {"bpftrace", "readelf", "nice"})
final class LoadIT {
  private final Map<String, UprobeEvent> events = new LinkedHashMap<>();

  @Test
  void load_whileBpftraceComesAndGoes_isCountedExactly() {
    run(24);
  }

  @Test
  void load_whileProbesComeAndGoToo_isCountedExactly() {
    run(10, "changing");
  }

  private void run(int rounds, String... arguments) {
    // Gives way to bpftrace, whose start takes more than what is measured here.
    try (Child load = Jvm.main(Load.class).arguments(arguments).prefix("nice").start()) {
      String image = load.awaitLine("image ").substring("image ".length());
      for (ProbeNotes.Note note : ProbeNotes.read(image)) {
        events.put(note.name(), new UprobeEvent(note, "n=%di:s64"));
      }
      int slots = events.size();
      List<String> counted;
      try (Bpftrace stays = Bpftrace.attach(load.pid(), program(image, "count()"))) {
        load.send("go");
        comeAndGo(load, program(image, "sum(arg0)"), rounds);
        load.send("stop");
        load.awaitLine("failure ");
        counted = stays.stop();
        System.out.println(rounds + " rounds of bpftrace; " + String.join(", ", load.lines()));
      }
      assertThat(load.lines()).contains("failure null", "slots " + slots);
      assertThat(value(load, "one")).isPositive();
      assertThat(events.get("one").hits()).isEqualTo(value(load, "one"));
      assertThat(events.get("two").hits()).isEqualTo(value(load, "two"));
      assertThat(events.values().stream().mapToLong(UprobeEvent::hits).sum())
          .isEqualTo(value(load, "all"));
      assertThat(counted).contains("@one: " + value(load, "one"), "@two: " + value(load, "two"));
      closeEvents();
      load.send("look");
      assertThat(load.awaitExit()).isZero();
      assertThat(load.lines()).contains("enabled false");
    } finally {
      closeEvents();
    }
  }

  /** Attaches and detaches, in turn as Ctrl-C and as kill -9 do. */
  private static void comeAndGo(Child load, String program, int rounds) {
    for (int round = 0; round < rounds; round++) {
      try (Bpftrace bpftrace = Bpftrace.attach(load.pid(), program)) {
        if (round % 2 == 0) {
          assertThat(bpftrace.stop()).anyMatch(line -> line.startsWith("@one: "));
        }
      }
      assertThat(load.isAlive()).as(load.text()).isTrue();
    }
  }

  private static String program(String image, String action) {
    return "usdt:%s:steady:one { @one = %s; } usdt:%s:steady:two { @two = %s; }"
        .formatted(image, action, image, action);
  }

  private static long value(Child load, String name) {
    return Long.parseLong(load.awaitLine(name + " ").substring(name.length() + 1));
  }

  private void closeEvents() {
    List<UprobeEvent> open = new ArrayList<>(events.values());
    events.clear();
    open.forEach(UprobeEvent::close);
  }
}
