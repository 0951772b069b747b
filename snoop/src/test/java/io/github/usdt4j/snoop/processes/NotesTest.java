package io.github.usdt4j.snoop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

class NotesTest {
  private static final int HEAD = 4096;
  private static final int SECTIONS_AT = 0x100;
  private static final int NAMES_AT = 0x300;
  private static final int MARK_AT = 0x400;

  private final ByteBuffer image = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
  private Path file;

  @BeforeTry
  void write() throws IOException {
    file = Files.createTempFile("image", ".so");
    // ELF header: magic, section headers, their size and number, the names' index
    image.putLong(0, 0x00010102464c457fL).putLong(0x28, SECTIONS_AT);
    image.putShort(0x3a, (short) 0x40).putShort(0x3c, (short) 2).putShort(0x3e, (short) 0);
    // Section headers: name, offset, size
    image.putLong(SECTIONS_AT + 0x18, NAMES_AT);
    image.putInt(SECTIONS_AT + 0x40, 1).putLong(SECTIONS_AT + 0x58, HEAD);
    image.put(NAMES_AT + 1, ".note.stapsdt\0".getBytes(StandardCharsets.US_ASCII));
    image.put(MARK_AT, "usdtimg\0".getBytes(StandardCharsets.US_ASCII));
    int end = note(HEAD, 3, "stapsdt", 0x1010, 0x201002, "log\0debug_json\0" + "8@%rdi\0");
    end = note(end, 0, "blanked", 0x1030, 0x201004, "log\0info_json\0" + "8@%rdi\0");
    end = note(end, 3, "stapsdt", 0x1050, 0, "log\0warn\0" + "8@x0 -4@x1\0");
    image.putLong(SECTIONS_AT + 0x60, end - HEAD);
  }

  @AfterTry
  void delete() throws IOException {
    Files.delete(file);
  }

  @Example
  void image_hasTheProbesThatAreNotBlanked() throws IOException {
    Files.write(file, image.array());

    assertThat(Notes.read(file))
        .contains(
            List.of(
                new ProbeNote("log", "debug_json", 0x1010, 0x201002, "8@%rdi"),
                new ProbeNote("log", "warn", 0x1050, 0, "8@x0 -4@x1")));
  }

  @Example
  void fileWithoutMark_isNoImage() throws IOException {
    image.put(MARK_AT, (byte) 'x');
    Files.write(file, image.array());

    assertThat(Notes.read(file)).isEmpty();
  }

  /** snoop reads, as root, what others have mapped. */
  @Property
  void damagedImage_isReadWithoutHarm(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 8191) Integer> places,
      @ForAll byte value,
      @ForAll @IntRange(min = 0, max = 8192) int length)
      throws IOException {
    byte[] bytes = image.array().clone();
    places.forEach(place -> bytes[place] = value);
    Files.write(file, length < HEAD ? bytes : Arrays.copyOf(bytes, length));

    Notes.read(file);
  }

  private int note(int at, int type, String owner, long site, long semaphore, String strings) {
    byte[] text = strings.getBytes(StandardCharsets.US_ASCII);
    image.putInt(at, 8).putInt(at + 4, 24 + text.length).putInt(at + 8, type);
    image.put(at + 12, owner.getBytes(StandardCharsets.US_ASCII));
    image.putLong(at + 20, site).putLong(at + 36, semaphore).put(at + 44, text);
    return at + 44 + (text.length + 3 & ~3);
  }
}
