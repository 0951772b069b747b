package io.github.usdt4j.tracertests.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.StatusFile;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.util.ArrayList;
import java.util.List;

/** A running {@link Survivor}, or several in one JVM. */
final class SurvivorJvm implements AutoCloseable {
  private static final List<String> WORDS =
      List.of(
          "backend",
          "reason",
          "image",
          "image-reason",
          "providers",
          "enabled",
          "ready",
          "fired",
          "refused",
          "closed");

  private final Child child;
  private int fires;

  SurvivorJvm(Jvm jvm) {
    child = jvm.start();
  }

  void tell(String command) {
    child.send(command);
  }

  /** Waits for the count-th line of that word, and returns its value. */
  String await(String word, int count) {
    Await.until(
        () -> count + " times " + word + " from " + child.text(),
        () -> values(word).size() >= count || !child.isAlive());
    assertThat(values(word)).as(child.text()).hasSizeGreaterThanOrEqualTo(count);
    return values(word).get(count - 1);
  }

  List<String> values(String word) {
    return child.lines().stream()
        .filter(line -> line.startsWith(word + ": "))
        .map(line -> line.substring(word.length() + 2))
        .toList();
  }

  /** Where a tracer finds an image, also one in a mount name space that is not ours. */
  String image(int index) {
    String path = values("image").get(index);
    return path.startsWith("/proc/") ? path : "/proc/" + child.pid() + "/root" + path;
  }

  /** That the kernel sees the fires of so many survivors, and none once it looks no more. */
  void assertTraced(int survivors) {
    List<UprobeEvent> events = new ArrayList<>();
    try {
      for (ProbeNotes.Note note : ProbeNotes.read(image(0))) {
        events.add(event(note));
      }
      assertThat(events).hasSize(survivors);
      assertFired(survivors, "2, evaluated 1");
      assertThat(events)
          .allSatisfy(
              event ->
                  assertThat(event.fires())
                      .containsExactly(
                          "text=\"\u00e9\u4e2d\ud83d\ude00\" number=-7", "text=\"lazy\" number=8"));
    } finally {
      events.forEach(UprobeEvent::close);
    }
    assertFired(survivors, "2, evaluated 1");
  }

  /** That attaching to the first probe of one image and the last of another shows their fires. */
  void assertFiredAttachedToFirstAndLast(int firstImage, int lastImage) {
    List<ProbeNotes.Note> notes = ProbeNotes.read(image(lastImage));
    ProbeNotes.Note last = notes.get(notes.size() - 1);
    try (UprobeEvent first = event(ProbeNotes.read(image(firstImage)).get(0));
        UprobeEvent other = event(last)) {
      assertFired(1, "3, evaluated 2");
      assertThat(first.fires()).hasSize(2);
      assertThat(other.fires()).hasSize(1).first().asString().startsWith("text=\"more\"");
    }
    assertFired(1, "3, evaluated 2");
  }

  /** That each wrong way to fire is an exception while a tracer is attached, which sees none. */
  void assertMisfiresRefused(String... messages) {
    try (UprobeEvent attached = event(ProbeNotes.read(image(0)).get(0))) {
      tell("misfire");
      await("refused", messages.length);
      assertThat(values("refused")).containsExactly(messages);
      assertThat(attached.hits()).isZero();
      assertFired(1, "2, evaluated 1");
      assertThat(attached.hits()).isEqualTo(2);
    }
  }

  /** What it tells to who looks from outside: the status that it has now, or nothing at all. */
  void assertTold(boolean isTold) {
    StatusFile file = StatusFile.of(child.pid()).orElse(null);
    if (!isTold) {
      assertThat(file).isNull();
      return;
    }
    assertThat(file).as(child.text()).isNotNull();
    assertThat(file.lines().get(0)).startsWith("usdt4j-status 1 pid " + child.pid() + " start ");
    assertThat(file.values("backend")).containsExactly(last("backend"));
    assertThat(file.values("reason"))
        .isEqualTo(last("reason").isEmpty() ? List.of() : List.of(last("reason")));
    assertThat(file.values("image"))
        .isEqualTo(values("image").stream().distinct().map(path -> "survivor " + path).toList());
  }

  private String last(String word) {
    List<String> values = values(word);
    return values.get(values.size() - 1);
  }

  /** That firing does nothing, not even evaluate what would be fired. */
  void assertSilent() {
    String before = fires == 0 ? "0, evaluated 0" : values("fired").get(fires - 1);
    assertFired(1, before);
  }

  private static UprobeEvent event(ProbeNotes.Note note) {
    return new UprobeEvent(note, "text=+0(%di):ustring number=%si:s64");
  }

  private void assertFired(int survivors, String counts) {
    tell("fire");
    fires += survivors;
    await("fired", fires);
    assertThat(values("fired").subList(fires - survivors, fires)).containsOnly(counts);
  }

  /** Ends it: it must have said nothing but what it was asked. */
  void end() {
    tell("end");
    assertThat(child.awaitExit()).as(child.text()).isZero();
    assertThat(values("closed")).containsOnly("false").isNotEmpty();
    assertThat(child.lines())
        .allMatch(line -> WORDS.contains(line.substring(0, Math.max(0, line.indexOf(": ")))));
  }

  @Override
  public void close() {
    child.close();
  }
}
