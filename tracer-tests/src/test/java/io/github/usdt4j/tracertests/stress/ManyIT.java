package io.github.usdt4j.tracertests.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 100,000 probes in one process, attached to by the kernel's own means: bpftrace 0.17 takes minutes
 * over the notes, which it compares with each other.
 */
@Requires(
    value = {Need.ROOT, Need.LINUX_X86_64, Need.UPROBE_EVENTS},
    tools = "readelf")
final class ManyIT {
  /** A live probe is a note and the notes' new size; then there is each new page of stubs. */
  private static final double WRITES = 2.1;

  /** Room for a note, the notes' size and the stubs. */
  private static final int BYTES_WRITTEN = 200;

  private static final int HEAP_BYTES = 1500;

  /** The last slots of an image and of a page of code, and their neighbours. */
  private static final List<Integer> EDGES =
      List.of(0, 1, 127, 128, 65_534, 65_535, 65_536, 65_537, 65_663, 65_664, 99_998, 99_999);

  private static final int SPREAD = 9_001;

  @ParameterizedTest
  @ValueSource(strings = {"batch", "live"})
  void probes_hundredThousand_takeLittleEachAndAreAttachable(String way) {
    try (Child many = start(way)) {
      many.awaitLine("made", "made"::equals);
      assertTakesLittle(way, counts(many, "lot"), counts(many, "enable"));
      Map<String, Place> places = places(many);
      assertThat(places).hasSize(Many.PROBES);
      assertThat(places.values().stream().map(Place::image).distinct()).hasSize(2);
      assertThat(places.values().stream().distinct()).hasSize(Many.PROBES);
      List<Integer> sample = new ArrayList<>(EDGES);
      for (int i = SPREAD; i < Many.PROBES; i += SPREAD) {
        sample.add(i);
      }
      assertFired(many, places, sample);
    }
  }

  /** What a number of probes took. */
  private record Counts(long writes, long bytesWritten, long heapBytes) {}

  /** Where a probe is. */
  private record Place(String image, long location, long semaphore) {}

  private static Child start(String way) {
    return Jvm.main(Many.class).arguments(way).start();
  }

  private static List<Counts> counts(Child many, String what) {
    List<Counts> counts = new ArrayList<>();
    for (String line : many.lines()) {
      if (line.startsWith(what + " ")) {
        String[] words = line.split(" ", -1);
        counts.add(
            new Counts(
                Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3])));
      }
    }
    return counts;
  }

  /** In each lot the same, however many probes there are. */
  private static void assertTakesLittle(String way, List<Counts> lots, List<Counts> enabling) {
    System.out.println("100,000 probes, " + way + ": " + lots + ", then " + enabling);
    boolean isLive = way.equals("live");
    assertThat(lots).hasSize(Many.PROBES / Many.LOT);
    for (Counts lot : lots) {
      assertThat(lot.writes()).isLessThan(isLive ? (long) (WRITES * Many.LOT) : 1);
      assertThat(lot.bytesWritten()).isLessThan(isLive ? BYTES_WRITTEN * (long) Many.LOT : 1);
      assertThat(lot.heapBytes()).isLessThan(HEAP_BYTES * (long) Many.LOT);
    }
    for (Counts all : enabling) {
      // All notes of an image at once.
      assertThat(all.writes()).isLessThan(Many.PROBES / 10);
      assertThat(all.bytesWritten()).isLessThan(BYTES_WRITTEN * (long) Many.PROBES);
    }
    assertThat(enabling).hasSize(isLive ? 0 : 1);
  }

  private static Map<String, Place> places(Child many) {
    Map<String, Place> places = new LinkedHashMap<>();
    for (String line : many.lines()) {
      if (line.startsWith("image ")) {
        String image = line.substring("image ".length());
        for (ProbeNotes.Note note : ProbeNotes.read(image)) {
          assertThat(note.provider()).isEqualTo("many");
          places.put(note.name(), new Place(image, note.location(), note.semaphore()));
        }
      }
    }
    return places;
  }

  /** That these probes can be attached to at once, and that they alone fire, once each. */
  private static void assertFired(Child many, Map<String, Place> places, List<Integer> sample) {
    Map<Integer, UprobeEvent> events = new LinkedHashMap<>();
    try {
      for (int number : sample) {
        Place at = places.get("n" + number);
        events.put(
            number,
            new UprobeEvent(
                Path.of(at.image()),
                at.location(),
                at.semaphore(),
                "n=%di:s64 text=+0(%si):string"));
      }
      many.send("");
      many.awaitLine("fired " + sample.size());
      events.forEach(
          (number, event) ->
              assertThat(event.fires()).containsExactly("n=" + number + " text=\"text\""));
    } finally {
      events.values().forEach(UprobeEvent::close);
    }
  }
}
