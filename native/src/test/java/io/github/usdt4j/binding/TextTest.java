package io.github.usdt4j.binding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.RandomTexts;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "h\u00E9\u4E2D\uD83D\uDE00",
        "\0",
        "a\0b\0\0c",
        "\uD83D",
        "\uDE00",
        "\uD83Dx\uDE00",
        "\uDE00\uD83D",
        "\uD83D\uD83D\uDE00",
        "\uD7A3\uE000\uFFFF",
        "\0\uD83D\uDE00\0\uD83D\0",
      })
  void text_anyCharacters_isStrictUtf8(String text) {
    assertThat(readBack(text)).isEqualTo(expected(text));
  }

  /** Of surrogates and NULs, whole and broken pairs and all lengths of sequences in any order. */
  @Test
  void text_random_isStrictUtf8() {
    RandomCases.check(
        5_000,
        random -> {
          RandomTexts texts = new RandomTexts(random);
          String text =
              texts.oneOf(
                  () -> texts.any(200),
                  () -> texts.ascii(200),
                  () -> texts.of("\0x\u00E9\u4E2D\uD83D\uDE00\uDBFF\uDC00", 40));

          assertThat(readBack(text)).isEqualTo(expected(text));
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {5_460, 5_461, 5_462, 16_383, 16_384, 1_000_000})
  void text_longerThanTheStacksShare_isWhole(int length) {
    String ascii = "x".repeat(length);
    String wide = "\u4E2D".repeat(length);

    assertThat(readBack(ascii)).isEqualTo(ascii.getBytes(UTF_8));
    assertThat(readBack(wide)).isEqualTo(wide.getBytes(UTF_8));
  }

  @Test
  void text_twice_isOneAddress() {
    long address = Native.usdt_text("com.acme.OrderService");

    assertThat(Native.usdt_text(String.join(".", "com", "acme", "OrderService")))
        .isEqualTo(address);
    assertThat(Native.usdt_text("com.acme.Other")).isNotEqualTo(address);
  }

  @Test
  void text_null_isEmpty() {
    assertThat(read(Native.usdt_text(null), 0)).isEmpty();
  }

  /** What the JDK makes of it; a C string cannot hold a NUL. */
  private static byte[] expected(String text) {
    return text.replace('\0', '\uFFFD').getBytes(UTF_8);
  }

  private static byte[] readBack(String text) {
    return read(Native.usdt_text(text), expected(text).length);
  }

  private static byte[] read(long address, int length) {
    ByteBuffer memory = Native.usdt_memory(address, length + 1);
    byte[] bytes = new byte[length];
    memory.get(bytes);
    assertThat(memory.get()).as("the end").isZero();
    return bytes;
  }
}
