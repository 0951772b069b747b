package io.github.usdt4j.snoop.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.snoop.proc.LeftOutException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
  private static final int HALF = 128;
  private static final int HEADERS_END = 1104;
  private static final int STRINGS_SIZE_AT = MadeImage.SECTIONS_AT + 4 * 64 + 32;

  private final MadeImage image = new MadeImage(HALF);

  @Test
  void image_hasItsLayout() throws IOException {
    Layout layout = read(image.toBytes()).orElseThrow();

    assertThat(layout.machine()).isEqualTo(Machine.X86_64);
    assertThat(layout.slots()).isEqualTo(2 * HALF);
    assertThat(layout.sem()).isEqualTo(image.sem());
    assertThat(layout.dynEnd()).isEqualTo(image.mappedEnd());
    assertThat(layout.note()).isEqualTo(image.noteAt());
    assertThat(layout.noteSize()).isZero();
  }

  /** Written by libusdt's layout.c, compiled for aarch64. */
  @Test
  void imageForAarch64_hasItsLayout() throws IOException {
    Layout layout = read(resource("/images/aarch64-head.gz.base64")).orElseThrow();

    assertThat(layout.machine()).isEqualTo(Machine.AARCH64);
    assertThat(layout.slots()).isEqualTo(4096);
    assertThat(layout.text()).isEqualTo(0x10000);
    assertThat(layout.sem()).isEqualTo(0x30000);
    assertThat(layout.dynEnd()).isEqualTo(0x32020 + 112);
    assertThat(layout.note()).isEqualTo(0x40000);
  }

  @Test
  void everyByteOfTheHeaders_counts() throws IOException {
    Layout layout = read(image.toBytes()).orElseThrow();
    for (int at = 0; at < HEADERS_END; at++) {
      boolean isSize = isIn(at, MadeImage.NOTE_SIZE_AT) || isIn(at, STRINGS_SIZE_AT);
      byte[] bytes = image.toBytes();
      bytes[at]++;
      assertThat(isAccepted(bytes)).as("byte %d", at).isEqualTo(isSize);
    }
    assertThat(read(image.toBytes())).contains(layout);
  }

  private static boolean isIn(int at, int word) {
    return at >= word && at < word + Long.BYTES;
  }

  private static boolean isAccepted(byte[] bytes) {
    try {
      return read(bytes).isPresent();
    } catch (LeftOutException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-256, 0, 1, 128, 255, 257, 512, 65_536, 65_792, Integer.MIN_VALUE})
  void otherNumberOfSlots_isRefused(int slots) {
    image.buffer().putInt(MadeImage.SLOTS_AT, slots);

    assertRefused("has not the layout of an image");
  }

  @Test
  void idleCodeOfNoSite_isRefused() {
    image.buffer().putShort(MadeImage.VERSION_AT + 2, (short) 0x1234);

    assertRefused("has not the layout of an image");
  }

  @Test
  void newerVersion_isSaid() {
    image.buffer().putShort(MadeImage.VERSION_AT, (short) 2);

    assertRefused("is an image of version 2, which this snoop does not know");
  }

  @Test
  void markElsewhere_isNone() throws IOException {
    image.buffer().put(MadeImage.MARK_AT, (byte) 'x');
    image.buffer().put(MadeImage.MARK_AT + 64, "usdtimg\0".getBytes(StandardCharsets.US_ASCII));

    assertThat(read(image.toBytes())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 64, 1231, 4095})
  void shortFile_isNone(int size) throws IOException {
    assertThat(read(ByteBuffer.allocate(size).put(image.toBytes(), 0, size).array())).isEmpty();
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> read(image.toBytes()))
        .isInstanceOf(LeftOutException.class)
        .hasMessage(reason);
  }

  private static Optional<Layout> read(byte[] bytes) throws LeftOutException {
    return Layout.read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = LayoutTest.class.getResourceAsStream(name);
        InputStream bytes = new GZIPInputStream(Base64.getMimeDecoder().wrap(in))) {
      return bytes.readAllBytes();
    }
  }
}
