package io.github.usdt4j.snoop.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.snoop.proc.LeftOutException;
import io.github.usdt4j.snoop.proc.ReadLimit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapsTest {
  private static final String HEAD = "08000000-08001000 r--p 00000000 fe:00 7   /a b.so\n";
  private static final String TEXT = "08001000-08003000 r-xp 00001000 fe:00 7   /a b.so\n";
  private static final String SEM = "08003000-08004000 rw-p 00003000 fe:00 7   /a b.so\n";
  private static final String IMAGE = HEAD + TEXT + SEM;

  @Test
  void mappingsOfAFile_comeTogether() throws IOException {
    List<List<Mapping>> files =
        read(
            "00400000-00401000 r-xp 00000000 fe:00 1 /bin/x\n"
                + IMAGE
                + IMAGE.replace("08", "7f08").replace(" 7 ", " 8 ")
                + "7ffd00000000-7ffd00021000 rw-p 00000000 00:00 0    [stack]\n");

    assertThat(files).hasSize(2);
    assertThat(files.get(0)).hasSize(3);
    assertThat(files.get(0).get(0))
        .isEqualTo(new Mapping(0x8000000, 0x8001000, "r--p", 0, "fe:00", 7, "/a b.so"));
    assertThat(files.get(1)).extracting(Mapping::inode).containsExactly(8L, 8L, 8L);
  }

  /** The kernel names its links without leading zeros. */
  @Test
  void range_isTheNameOfTheLink() throws IOException {
    assertThat(read(HEAD).get(0).get(0).range()).isEqualTo("8000000-8001000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08000000-08001000 r-xp 00000000 fe:00 7 /a.so\n",
        "08000000-08001000 r--s 00000000 fe:00 7 /a.so\n",
        "08000000-08001000 r--p 00001000 fe:00 7 /a.so\n",
        "08000000-08001000 r--p 00000000 00:00 0 \n",
        "08000000-08001000 r--p 00000000 00:0f 9 anon_inode:x\n",
        "08001000-08000000 r--p 00000000 fe:00 7 /a.so\n",
        "8000000008000000000-08001000 r--p 00000000 fe:00 7 /a.so\n",
        "08000000-08001000 r--p 00000000 fe:00 123456789012345678901234 /a.so\n",
        "08000000 r--p 00000000 fe:00 7 /a.so\n",
        " r--p 00000000 \n",
        "\n\n",
        "08000000-08001000 r--p 00000000 fe:00 7 /a.so"
      })
  void whatBeginsNoImage_isPassedOver(String maps) throws IOException {
    assertThat(read(maps)).isEmpty();
  }

  @Test
  void imageIsMapped_whenItsThreePartsAre() throws IOException {
    assertThat(isImage(IMAGE)).isTrue();
    assertThat(isImage(HEAD + TEXT)).isFalse();
    assertThat(isImage(HEAD + SEM)).isFalse();
    assertThat(isImage(HEAD + TEXT.replace("r-xp", "r--p") + SEM)).isFalse();
    assertThat(isImage(HEAD + TEXT.replace("08003000", "08002000") + SEM)).isFalse();
    assertThat(isImage(HEAD + TEXT + SEM.replace("rw-p", "rw-s"))).isFalse();
    assertThat(isImage(HEAD + TEXT + SEM.replace("00003000", "00002000"))).isFalse();
    assertThat(isImage(HEAD + TEXT + SEM.replace("08", "09"))).isFalse();
    assertThat(isImage(HEAD + (TEXT + SEM).replace(" 7 ", " 8 "))).isFalse();
    assertThat(isImage(HEAD + (TEXT + SEM).replace("a b", "c"))).isFalse();
  }

  private static boolean isImage(String maps) throws IOException {
    byte[] bytes = new MadeImage(128).toBytes();
    Layout layout =
        Layout.read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)).orElseThrow();
    return Mapping.areOf(read(maps).get(0), layout);
  }

  /** A process may have as many mappings as it likes, with names as long as it likes. */
  @Test
  void endlessMaps_areReadUpToALimit() {
    Endless endless = new Endless();

    assertThatThrownBy(() -> Maps.read(endless, ReadLimit.seconds(600), file -> {}))
        .isInstanceOf(LeftOutException.class)
        .hasMessage("has more than the 32 MiB that are read of a process");
    assertThat(endless.given).isBetween(32L << 20, 33L << 20);
  }

  @Test
  void mapsForWhichThereIsNoTime_areReadNoFurther() {
    Endless endless = new Endless();

    assertThatThrownBy(() -> Maps.read(endless, ReadLimit.seconds(0), file -> {}))
        .isInstanceOf(LeftOutException.class)
        .hasMessage("takes more than 0 seconds to read");
    assertThat(endless.given).isLessThan(1 << 20);
  }

  private static final class Endless extends InputStream {
    long given;

    @Override
    public int read() {
      return '\n';
    }

    @Override
    public int read(byte[] into, int at, int length) {
      Arrays.fill(into, at, at + length, (byte) 'x');
      into[at] = '\n';
      given += length;
      return length;
    }
  }

  private static List<List<Mapping>> read(String maps) throws IOException {
    List<List<Mapping>> files = new ArrayList<>();
    InputStream in = new ByteArrayInputStream(maps.getBytes(StandardCharsets.UTF_8));
    Maps.read(in, ReadLimit.seconds(60), files::add);
    return files;
  }
}
