package io.github.usdt4j.tracertests.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.PuppetJvm;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The images of live processes, read by our own reader and by three programs: all agree. */
@Requires(
    tools = {"readelf", "eu-readelf", "llvm-readelf"},
    ring = "note")
final class NotesIT {
  private static final int SLOTS = 65536;

  private PuppetJvm puppet;

  @BeforeEach
  void start() {
    puppet = new PuppetJvm("noted", "notes").add("first").enable();
  }

  @AfterEach
  void stop() {
    puppet.close();
  }

  @Test
  void notes_ofEachTypeAndCount_areReadAlike() {
    puppet.add("types", ArgType.values());
    for (int count = 1; count <= Probe.MAX_ARGS; count++) {
      puppet.add("count" + count, Collections.nCopies(count, ArgType.INT32));
    }
    puppet.add("longest" + "-".repeat(50), Collections.nCopies(Probe.MAX_ARGS, ArgType.STRING));

    ElfNotes notes = readAlike(puppet.image());
    assertThat(notes.live()).hasSize(3 + Probe.MAX_ARGS);
    assertThat(notes.live()).allMatch(note -> note.provider().equals("noted"));
    assertThat(notes.of("first").arguments()).isEmpty();
    assertThat(notes.of("types").operands().stream().map(NotesIT::size))
        .containsExactly("-1", "-2", "-4", "-8", "1", "2", "4", "8", "1", "4", "8", "8");
    for (int count = 1; count <= Probe.MAX_ARGS; count++) {
      assertThat(notes.of("count" + count).operands())
          .hasSize(count)
          .doesNotHaveDuplicates()
          .allMatch(operand -> size(operand).equals("-4"));
    }
  }

  private static String size(String operand) {
    return operand.substring(0, operand.indexOf('@'));
  }

  @Test
  void addresses_ofLiveNotes_areEachProbesOwn() {
    puppet.add("second").add("third");
    ElfNotes notes = readAlike(puppet.image());
    assertThat(notes.live()).extracting(Note::site).doesNotHaveDuplicates();
    assertThat(notes.live()).extracting(Note::semaphore).doesNotHaveDuplicates().doesNotContain(0L);
    assertThat(notes.live()).extracting(Note::base).containsOnly(notes.base());
    assertThat(notes.live())
        .allMatch(note -> notes.isIn(".text", note.site()))
        .allMatch(note -> notes.isIn(".probes", note.semaphore()));
  }

  @Test
  void notes_ofRemovedAndHiddenProbes_areBlankedUntilTheyComeAgain() {
    puppet.add("second", ArgType.STRING).add("third", ArgType.INT8);
    List<Note> all = readAlike(puppet.image()).live();

    puppet.remove("second");
    ElfNotes without = readAlike(puppet.image());
    assertThat(without.live()).containsExactly(all.get(0), all.get(2));
    assertThat(without.blanked()).isEqualTo(1);

    puppet.ask("disable");
    ElfNotes hidden = readAlike(puppet.image());
    assertThat(hidden.live()).isEmpty();
    assertThat(hidden.blanked()).isEqualTo(3);

    puppet.enable();
    assertThat(readAlike(puppet.image()).live()).isEqualTo(without.live());

    puppet.add("second", ArgType.STRING);
    ElfNotes again = readAlike(puppet.image());
    assertThat(again.live()).isEqualTo(all);
    assertThat(again.blanked()).isZero();
  }

  @Test
  void probe_withOtherArgumentsUnderItsOldName_hasAnotherNote() {
    puppet.add("second", ArgType.STRING);
    Note old = readAlike(puppet.image()).of("second");
    puppet.remove("second");
    puppet.add("second", ArgType.INT16);

    Note note = readAlike(puppet.image()).of("second");
    assertThat(size(note.arguments())).isEqualTo("-2");
    assertThat(note.site()).isNotEqualTo(old.site());
    assertThat(note.semaphore()).isNotEqualTo(old.semaphore());
  }

  @Test
  void image_full_isFollowedByASecondOne() {
    puppet.ask("fill n " + SLOTS);
    puppet.add("beyond", ArgType.STRING);

    List<String> images = puppet.images();
    assertThat(images).hasSize(2);
    List<Note> first = readAlike(images.get(0)).live();
    List<Note> second = readAlike(images.get(1)).live();
    assertThat(first).hasSize(SLOTS);
    assertThat(second).extracting(Note::name).containsExactly("n" + (SLOTS - 1), "beyond");
    assertThat(Stream.concat(first.stream(), second.stream()).map(Note::name))
        .hasSize(2 + SLOTS)
        .doesNotHaveDuplicates();
  }

  /** What our reader says; fails when one of the programs says something else. */
  private static ElfNotes readAlike(String image) {
    ElfNotes notes = ElfNotes.of(Path.of(image));
    for (ReadelfNotes readelf : ReadelfNotes.values()) {
      assertThat(readelf.of(image)).as(readelf.program).isEqualTo(notes.live());
      assertThat(readelf.blanked(image)).as(readelf.program).isEqualTo(notes.blanked());
    }
    return notes;
  }
}
