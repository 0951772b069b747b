package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.images.Attacker;
import io.github.usdt4j.snoop.images.MadeImage;
import io.github.usdt4j.snoop.images.Victim;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.UprobeEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images by which a user without privileges would have root's snoop do what that user may not. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = {"gcc", "setpriv", "mkfifo"})
class HostileImageIT {
  /** Where ranges have leading zeros in /proc/PID/maps, and none in /proc/PID/map_files. */
  private static final long LOW = 0x800_0000;

  private static final long BASE = 0x7000_0000;
  private static final long OTHER = 0x7800_0000;
  private static final int HALF = 128;

  /** The addresses of images that are mapped side by side differ so much. */
  private static final long APART = 0x10_0000;

  private static final List<String> NAMES =
      List.of(
          "a b.so",
          "%s%n.so",
          "\"'`$(x)\\.so",
          "line\nline.so",
          "p:x y:0x10(0x20).so",
          "\033[2J.so",
          "ä€😀.so");

  /** An image that takes long to read. */
  private static final MadeImage LARGE = large();

  private static final String SITE_OF_NONE = "has a note of a place that is no probe of ours";

  private final Attacker attacker = new Attacker();
  private final MadeImage image = new MadeImage(HALF);

  @AfterEach
  void end() {
    attacker.close();
  }

  @Test
  void nameThatIsADefinition_patchesNoOtherFile() throws IOException {
    try (Victim victim = new Victim()) {
      Path file = attacker.write(image.record("log", "info"), "lib.so:0x10f9(0x3020) #x");
      Files.createSymbolicLink(attacker.file("lib.so"), victim.library());
      attacker.map(image, file, LOW);

      assertFollowed(LOW, victim);
    }
  }

  @Test
  void nameOfAnyKind_isNoObstacle() {
    image.record("l%s \"'\n", "info");
    try (Victim victim = new Victim()) {
      for (int i = 0; i < NAMES.size(); i++) {
        attacker.map(image, attacker.write(image, NAMES.get(i)), BASE + i * APART);
      }
      try (SnoopRun snoop = start()) {
        snoop.awaitError("following " + attacker.pid());
        victim.assertUntouched();
        for (int i = 0; i < NAMES.size(); i++) {
          fire(BASE + i * APART, 0, "event " + i);
        }
        snoop.awaitLines(NAMES.size());

        for (int i = 0; i < NAMES.size(); i++) {
          assertThat(snoop.lines().get(i)).endsWith("event " + i);
        }
        assertThat(snoop.errors()).doesNotContain("left out");
      }
      victim.assertUntouched();
    }
  }

  /**
   * An image is closed several times while it is read; behind it lies one that takes long to read,
   * so there is time to map another file in its place.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 10})
  void victimMappedOverTheImageWhileItIsRead_isNotPatched(int closes) {
    try (Victim victim = new Victim()) {
      Path file = attacker.write(image.record("log", "info"), "log.so");
      attacker.map(image, file, BASE);
      attacker.map(LARGE, attacker.write(LARGE, "large.so"), OTHER);
      attacker.ask(
          "race %s %d %s %d 4096"
              .formatted(Attacker.hex(file), closes, Attacker.hex(victim.library()), BASE));

      try (SnoopRun snoop = start()) {
        awaitEndOr(snoop, "following");
        victim.assertUntouched();
      }
      victim.assertUntouched();
    }
  }

  /** The path is what was opened where the kernel's link was not found. */
  @Test
  void pipeInPlaceOfTheImage_isNotWaitedFor() {
    Path file = attacker.write(image.record("log", "info"), "log.so");
    Path pipe = attacker.file("pipe");
    Child.run("mkfifo", "-m", "666", pipe.toString());
    Attacker.give(pipe);
    attacker.map(image, file, LOW);
    attacker.ask("exchange %s %s".formatted(Attacker.hex(file), Attacker.hex(pipe)));

    Thread reader = new Thread(this::lookOften);
    reader.setDaemon(true);
    reader.start();

    Await.until(() -> "the end of a look at the process", () -> !reader.isAlive());
  }

  private void lookOften() {
    for (int i = 0; i < 300; i++) {
      new Processes().find(attacker.pid());
    }
  }

  @Test
  void lease_isNotWaitedFor() {
    Path file = attacker.write(image.record("log", "info"), "log.so");
    attacker.ask("lease " + Attacker.hex(file));
    attacker.map(image, file, BASE);

    assertLeftOut("log.so cannot be read: ");
  }

  @Test
  void manyTinyNotes_areNotRead() {
    image.record("log", "info");
    byte[] notes = new byte[63 << 20];
    byte[] note = "\10\0\0\0\33\0\0\0\3\0\0\0stapsdt\0".getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at + 48 < notes.length; at += 48) {
      System.arraycopy(note, 0, notes, at, note.length);
    }
    attacker.map(image, attacker.write(image.append(notes), "log.so"), BASE);

    assertLeftOut("log.so has more notes than slots");
  }

  @Test
  void siteInAnotherPlace_isLeftOut() {
    image.note("log", "info_json", "8@%rdi", 0x10f9, image.sem() + 2);
    attacker.map(image, attacker.write(image, "log.so"), BASE);

    assertLeftOut("log.so " + SITE_OF_NONE);
  }

  @Test
  void imageOfAnotherUser_isLeftOut() throws IOException {
    Path file = attacker.write(image.record("log", "info"), "log.so");
    Files.setAttribute(file, "unix:uid", Attacker.USER - 1);
    attacker.map(image, file, BASE);

    assertLeftOut("log.so belongs to user 65532 and not to the process's, 65533");
  }

  @Test
  void imageThatIsMappedAsAFile_isLeftOut() {
    Path file = attacker.write(image.record("log", "info"), "log.so");
    attacker.place(file, BASE, 0, image.mappedEnd(), "r--");

    assertLeftOut("log.so is not mapped as an image is");
  }

  /** The kernel looks at each mapping for each probe, and lets no process fork meanwhile. */
  @Test
  void imageThatIsMappedVeryOften_isLeftOut() {
    Path file = attacker.write(image.record("log", "info"), "log.so");
    attacker.map(image, file, BASE);
    for (int i = 0; i < 80; i++) {
      attacker.place(file, OTHER + i * 0x2000L, MadeImage.HEAD, 0x1000, "r-x");
    }

    assertLeftOut("log.so is mapped more often than an image is");
  }

  @Test
  void imageWithALineEndInItsName_isNotHidden() {
    attacker.map(image, attacker.write(image.record("log", "info"), "a\rb\u2028c.so"), BASE);
    try (SnoopRun snoop = start()) {
      snoop.awaitError("following " + attacker.pid());
      fire(BASE, 0, "one event");
      snoop.awaitLines(1);
    }
  }

  /** Another tracer counts in another place, which the kernel does not have. */
  @Test
  void siteThatTheKernelRefuses_isLeftOutAlone() {
    image.record("log", "warn");
    int refused = MadeImage.siteOf(HALF);
    image.record("log", "info");
    Path file = attacker.write(image, "log.so");
    attacker.map(image, file, BASE);
    try (UprobeEvent other = new UprobeEvent(file, refused, image.sem() + 4, "");
        SnoopRun snoop = start()) {
      snoop.awaitError("following " + attacker.pid());
      assertThat(snoop.errors()).contains("log:warn: Invalid argument").contains(": log:info\n");
      fire(BASE, 1, "whole");
      snoop.awaitLines(1);

      assertThat(other.hits()).isZero();
      assertThat(snoop.lines().get(0)).contains("whole");
    }
  }

  @Test
  void recordProbesOfManyApplications_areAllFollowed() {
    int count = 120;
    for (int i = 0; i < count; i++) {
      image.record("application_with_quite_a_long_name_" + i, "info");
    }
    attacker.map(image, attacker.write(image, "log.so"), BASE);
    try (SnoopRun snoop = start()) {
      snoop.awaitError("following " + attacker.pid());
      for (int i = 0; i < count; i++) {
        fire(BASE, i, "event " + i);
      }
      snoop.awaitLines(count);

      for (int i = 0; i < count; i++) {
        assertThat(snoop.lines().get(i)).endsWith("event " + i);
      }
    }
  }

  private static MadeImage large() {
    int slots = 16_384;
    MadeImage large = new MadeImage(slots);
    for (int i = 0; i < slots; i++) {
      large.own("p".repeat(127), "n".repeat(120) + i, "8@%rdi");
    }
    return large;
  }

  private SnoopRun start() {
    return SnoopRun.start("-p", Long.toString(attacker.pid()));
  }

  /** Follows the only probe of an image. */
  private void assertFollowed(long base, Victim victim) {
    try (SnoopRun snoop = start()) {
      snoop.awaitError("following " + attacker.pid());
      victim.assertUntouched();
      fire(base, 0, "one event");
      snoop.awaitLines(1);

      assertThat(snoop.lines()).hasSize(1).first().asString().endsWith("one event");
    }
    victim.assertUntouched();
  }

  private void fire(long base, int probe, String message) {
    attacker.fire(
        base + MadeImage.siteOf(HALF + probe),
        "{\"level\":\"info\",\"logger\":\"a.B\",\"message\":\"" + message + "\"}");
  }

  private void assertLeftOut(String reason) {
    try (SnoopRun snoop = start()) {
      assertThat(snoop.child().awaitExit()).isEqualTo(1);
      assertThat(snoop.errors()).contains(reason);
    }
  }

  private static void awaitEndOr(SnoopRun snoop, String text) {
    Await.until(
        () -> text + " in " + snoop.errors(),
        () -> snoop.errors().contains(text) || !snoop.child().isAlive());
  }
}
