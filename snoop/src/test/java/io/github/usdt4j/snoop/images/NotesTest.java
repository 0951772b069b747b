package io.github.usdt4j.snoop.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.snoop.proc.LeftOutException;
import io.github.usdt4j.snoop.proc.ReadLimit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotesTest {
  private static final int HALF = 128;

  @TempDir private Path directory;

  private final MadeImage image = new MadeImage(HALF);

  @Test
  void image_hasTheProbesThatAreNotBlanked() throws IOException {
    image.record("log", "debug");
    image.own("shop", "order", "8@%rdi -4@%esi");
    image.record("log", "info");
    put(image.lastNote() + 8, "\0\0\0\0usdtoff\0");
    image.record("log", "warn");

    assertThat(read())
        .containsExactly(
            new ProbeNote("log", "debug_json", MadeImage.siteOf(HALF), image.sem() + 2, "8@%rdi"),
            new ProbeNote("shop", "order", MadeImage.siteOf(0), image.sem() + 32, "8@%rdi -4@%esi"),
            new ProbeNote(
                "log", "warn_json", MadeImage.siteOf(HALF + 2), image.sem() + 2, "8@%rdi"));
  }

  @Test
  void fullImage_isReadToItsLastProbe() throws IOException {
    for (int i = 0; i < HALF; i++) {
      image.own("p".repeat(127), "n".repeat(120) + i, "8@%rdi").gated("log", "debug", "", 15);
    }

    assertThat(read()).hasSize(2 * HALF);
  }

  @Test
  void halfBlankedNote_isPassedOver() throws IOException {
    image.record("log", "debug");
    put(image.lastNote() + 8, "\0\0\0\0");

    assertThat(read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 15, 32, 4096, 0x10f9, 0x7fffffffffffffffL, -1, Long.MIN_VALUE})
  void siteThatIsNone_isRefused(long site) {
    image.note("log", "debug_json", "8@%rdi", site, image.sem() + 2);

    assertRefused("has a note of a place that is no probe of ours");
  }

  @ParameterizedTest
  @ValueSource(ints = {-4096, -2, 0, 1, 3, 34, 32 + 2 * 2 * HALF, 0x3020, Integer.MAX_VALUE})
  void semaphoreThatIsNone_isRefused(int offset) {
    image.note("log", "debug_json", "8@%rdi", MadeImage.siteOf(0), image.sem() + (long) offset);

    assertRefused("has a note of a place that is no probe of ours");
  }

  @Test
  void gateForAStubThatReadsItsOwnSemaphore_isRefused() {
    image.note("log", "debug_json", "8@%rdi", MadeImage.siteOf(0), image.sem() + 2);

    assertRefused("has a note of a place that is no probe of ours");
  }

  @Test
  void siteBehindTheLastSlot_isRefused() {
    image.note("log", "debug_json", "8@%rdi", MadeImage.siteOf(2 * HALF), image.sem() + 2);

    assertRefused("has a note of a place that is no probe of ours");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 9, 16, 20, 21, 31})
  void otherCodeInTheSlot_isRefused(int at) {
    image.record("log", "debug");
    int place = MadeImage.stubAt(HALF) + at;
    image.buffer().put(place, (byte) (image.buffer().get(place) + 1));

    assertRefused("has a note of a place that is no probe of ours");
  }

  @Test
  void twoNotesOfASlot_areRefused() {
    image.own("log", "debug", "");
    image.note("log", "info", "", MadeImage.siteOf(0), image.sem() + 32);

    assertRefused("has a note of a place that is no probe of ours");
  }

  @Test
  void otherBase_isRefused() {
    image.record("log", "debug");
    image.buffer().putLong(image.lastNote() + 28, 0);

    assertRefused("has a note of a place that is no probe of ours");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 23, 2000, 0x7fffffec, Integer.MAX_VALUE})
  void otherSize_isRefused(int size) {
    image.record("log", "debug");
    image.buffer().putInt(image.lastNote() + 4, size);

    assertRefused("has a note that is none of ours");
  }

  @Test
  void otherOwnerSize_isRefused() {
    image.record("log", "debug");
    image.buffer().putInt(image.lastNote(), 4);

    assertRefused("has a note that is none of ours");
  }

  @Test
  void longTexts_areRefused() {
    image.own("p".repeat(128), "debug", "8@%rdi");

    assertRefused("has a note with other texts than ours");
  }

  @Test
  void moreTexts_areRefused() {
    image.own("log", "debug", "8@%rdi\0more");

    assertRefused("has a note with other texts than ours");
  }

  /** One note is 48 bytes: the smallest there can be. */
  @Test
  void moreNotesThanSlots_areRefused() {
    for (int i = 0; i <= 2 * HALF; i++) {
      image.own("", "", "");
      put(image.lastNote() + 8, "\0\0\0\0usdtoff\0");
    }

    assertRefused("has more notes than slots");
  }

  @ParameterizedTest
  @ValueSource(longs = {63L << 20, Long.MAX_VALUE, -1})
  void moreNotesThanSlotsCanHave_areNotRead(long size) {
    image.buffer().putLong(MadeImage.NOTE_SIZE_AT, size);

    assertRefused("has more notes than slots");
  }

  @Test
  void notesBehindTheEndOfTheFile_areRefused() {
    image.record("log", "debug");
    image.buffer().putLong(MadeImage.NOTE_SIZE_AT, 100_000);

    assertRefused("has a note that is none of ours");
  }

  @Test
  void tooLate_isSaid() throws IOException {
    image.record("log", "debug");

    assertThatThrownBy(() -> read(ReadLimit.seconds(0), probe -> {}))
        .isInstanceOf(LeftOutException.class)
        .hasMessage("takes more than 0 seconds to read");
  }

  private void put(int at, String text) {
    image.buffer().put(at, text.getBytes(StandardCharsets.US_ASCII));
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(this::read).isInstanceOf(LeftOutException.class).hasMessage(reason);
  }

  private List<ProbeNote> read() throws IOException {
    List<ProbeNote> probes = new ArrayList<>();
    read(ReadLimit.seconds(60), probes::add);
    return probes;
  }

  private void read(ReadLimit deadline, Consumer<ProbeNote> probes) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(image.toBytes()).order(ByteOrder.LITTLE_ENDIAN);
    Optional<Layout> layout = Layout.read(head);
    try (FileChannel channel = FileChannel.open(image.write(directory.resolve("image.so")))) {
      Notes.read(channel, layout.orElseThrow(), deadline, probes);
    }
  }
}
