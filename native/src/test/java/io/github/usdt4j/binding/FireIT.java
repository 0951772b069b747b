package io.github.usdt4j.binding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Mappings;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What arrives at the site, as the kernel reads it. */
@Requires({Need.UPROBE_EVENTS, Need.LINUX_X86_64})
class FireIT {
  private static final String[] REGISTERS = {"%di", "%si", "%dx", "%cx", "%r8", "%r9"};

  @Test
  void mixed_eachArgumentWordOrText_arrives() {
    String[] texts = {"zero", "", null, "\u00E9\u4E2D\uD83D\uDE00"};
    try (TracedProbe probe = texts("mixed", 4)) {
      int cuts =
          Native.usdt_fire_mixed(
              probe.site(), 4, 0b1111, 100, 0, 0, 0, 0, texts[0], texts[1], texts[2], texts[3]);

      assertThat(cuts).isZero();
      assertThat(probe.fires())
          .containsExactly("a0=\"zero\" a1=\"\" a2=(fault) a3=\"\u00E9\u4E2D\uD83D\uDE00\"");
    }
  }

  /** A page of the library's file may never have been touched, and then no tracer can read it. */
  @Test
  void emptyText_isNotInTheLibrary() {
    try (TracedProbe probe = words("emptytext", 1)) {
      Native.usdt_fire_mixed(probe.site(), 1, 1, 100, 0, 0, 0, 0, "", null, null, null);
      Native.usdt_fire_mixed(probe.site(), 1, 1, 0, 0, 0, 0, 0, "cut", null, null, null);
      Native.usdt_fire_array(probe.site(), 1, 1, new int[1], new long[1], new String[] {""});

      assertThat(probe.fires())
          .hasSize(3)
          .allSatisfy(fire -> assertThat(Mappings.isAnonymous(address(fire))).isTrue());
    }
  }

  @Test
  void mixed_words_arriveWhereNoBitIsSet() {
    try (TracedProbe probe = words("mixedwords", 4)) {
      Native.usdt_fire_mixed(
          probe.site(), 4, 0, 100, Long.MIN_VALUE, -1, 0, Long.MAX_VALUE, "x", "x", "x", "x");
      Native.usdt_fire_mixed(probe.site(), 2, 0, 100, 1, 2, 3, 4, null, null, null, null);

      assertThat(probe.fires())
          .containsExactly(
              "a0=-9223372036854775808 a1=-1 a2=0 a3=9223372036854775807", "a0=1 a1=2 a2=3 a3=4");
    }
  }

  @Test
  void mixed_everyLimit_cutsBetweenCharacters() {
    String text = "a\u00E9\0\uD83D\uDE00\u4E2D\uD83D\uD83D\uDE00z";
    byte[] whole = "a\u00E9\uFFFD\uD83D\uDE00\u4E2D?\uD83D\uDE00z".getBytes(UTF_8);
    List<String> expected = new ArrayList<>();
    try (TracedProbe probe = texts("cut", 1)) {
      for (int limit = 0; limit <= whole.length + 1; limit++) {
        int cuts =
            Native.usdt_fire_mixed(probe.site(), 1, 1, limit, 0, 0, 0, 0, text, null, null, null);

        assertThat(cuts).as("cuts at %d", limit).isEqualTo(limit < whole.length ? 1 : 0);
        expected.add("a0=\"" + prefix(whole, limit) + "\"");
      }
      assertThat(probe.fires()).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void mixed_limitInsideASurrogatePair_leavesThePairOut() {
    try (TracedProbe probe = texts("pair", 1)) {
      // Four characters are copied for four bytes: the pair's second half stays behind.
      int cuts =
          Native.usdt_fire_mixed(
              probe.site(), 1, 1, 4, 0, 0, 0, 0, "abc\uD83D\uDE00", null, null, null);

      assertThat(cuts).isEqualTo(1);
      assertThat(probe.fires()).containsExactly("a0=\"abc\"");
    }
  }

  @Test
  void mixed_negativeLimit_isEmpty() {
    try (TracedProbe probe = texts("negative", 1)) {
      assertThat(
              Native.usdt_fire_mixed(probe.site(), 1, 1, -1, 0, 0, 0, 0, "text", null, null, null))
          .isEqualTo(1);
      assertThat(probe.fires()).containsExactly("a0=\"\"");
    }
  }

  @Test
  void mixed_overTheStacksShare_isWhole() {
    // The kernel records one page of strings, so the last character of each must do.
    String ends = "a0=+3597(%di):string a1=+3597(%si):string a2=+3597(%dx):string";
    String text = "\u4E2D".repeat(1_200);
    try (TracedProbe probe =
        new TracedProbe("big", types(4, "char *"), ends + " a3=+0(%cx):string")) {
      int cuts =
          Native.usdt_fire_mixed(probe.site(), 4, 15, 65_536, 0, 0, 0, 0, text, text, text, "end");

      assertThat(cuts).isZero();
      assertThat(probe.fires())
          .containsExactly("a0=\"\u4E2D\" a1=\"\u4E2D\" a2=\"\u4E2D\" a3=\"end\"");
    }
  }

  @Test
  void array_allThirtyTwo_arrive() {
    long[] words = IntStream.range(0, 32).mapToLong(i -> i % 2 == 0 ? i : -i).toArray();
    try (TracedProbe probe = words("array", 32)) {
      assertThat(Native.usdt_fire_array(probe.site(), 32, 0, null, words, null)).isZero();

      assertThat(probe.fires())
          .containsExactly(
              IntStream.range(0, 32)
                  .mapToObj(i -> "a" + i + "=" + words[i])
                  .collect(Collectors.joining(" ")));
    }
  }

  @Test
  void array_allTexts_arrive() {
    String[] texts = IntStream.range(0, 32).mapToObj(i -> "text\u00E9" + i).toArray(String[]::new);
    try (TracedProbe probe = texts("arraytexts", 32)) {
      assertThat(Native.usdt_fire_array(probe.site(), 32, -1, limits(32, 6), new long[32], texts))
          .as("all were cut")
          .isEqualTo(-1);

      assertThat(probe.fires())
          .containsExactly(
              IntStream.range(0, 32)
                  .mapToObj(i -> "a" + i + "=\"text\u00E9\"")
                  .collect(Collectors.joining(" ")));
    }
  }

  @Test
  void array_shorterThanItsCount_readsAsZero() {
    try (TracedProbe probe = words("short", 6)) {
      Native.usdt_fire_array(
          probe.site(), 6, 0b100, limits(6, 9), new long[] {7, 8}, new String[1]);
      Native.usdt_fire_array(probe.site(), 6, 0b100, null, null, null);
      Native.usdt_fire_array(probe.site(), -1, 0, null, new long[] {9}, null);

      assertThat(probe.fires())
          .containsExactly(
              "a0=7 a1=8 a2=0 a3=0 a4=0 a5=0",
              "a0=0 a1=0 a2=0 a3=0 a4=0 a5=0",
              "a0=0 a1=0 a2=0 a3=0 a4=0 a5=0");
    }
  }

  @Test
  void array_limits_areEachArgumentsOwn() {
    int[] limits = {1, 0, 5, 2, -1, 3, 4, 9};
    String[] texts = new String[8];
    Arrays.fill(texts, "abcde");
    try (TracedProbe probe = texts("arraylimits", 8)) {
      int cuts = Native.usdt_fire_array(probe.site(), 8, 0b1111_1111, limits, new long[8], texts);

      assertThat(cuts).isEqualTo(0b0111_1011);
      assertThat(probe.fires())
          .containsExactly(
              "a0=\"a\" a1=\"\" a2=\"abcde\" a3=\"ab\" a4=\"\" a5=\"abc\" a6=\"abcd\" a7=\"abcde\"");
    }
  }

  @Test
  void array_wordsAndTexts_keepTheirPlaces() {
    String arguments = arguments(12, "string").replace("a2=+0(%dx):string", "a2=%dx:s64");
    long[] words = new long[12];
    words[1] = Native.usdt_text("com.acme.Order");
    words[2] = 272;
    words[6] = Native.usdt_text("main");
    String[] texts = {
      "m\u00E9ssage", "-", "-", "k=v", "four", "five", "-", "seven", "8", "9", "10", "11"
    };
    try (TracedProbe probe = new TracedProbe("arrayboth", types(12, "char *"), arguments)) {
      int cuts =
          Native.usdt_fire_array(
              probe.site(), 12, 0b1111_1011_1001, limits(12, 4096), words, texts);

      assertThat(cuts).isZero();
      assertThat(probe.fires())
          .containsExactly(
              "a0=\"m\u00E9ssage\" a1=\"com.acme.Order\" a2=272 a3=\"k=v\" a4=\"four\" a5=\"five\""
                  + " a6=\"main\" a7=\"seven\" a8=\"8\" a9=\"9\" a10=\"10\" a11=\"11\"");
    }
  }

  private static long address(String fire) {
    return Long.parseLong(fire.substring("a0=".length()));
  }

  private static TracedProbe texts(String name, int count) {
    return new TracedProbe(name, types(count, "char *"), arguments(count, "string"));
  }

  private static TracedProbe words(String name, int count) {
    return new TracedProbe(name, types(count, "int64_t"), arguments(count, "s64"));
  }

  private static int[] limits(int count, int limit) {
    return IntStream.generate(() -> limit).limit(count).toArray();
  }

  private static String types(int count, String type) {
    return String.join(",", Collections.nCopies(count, type));
  }

  /** Six in registers, the others above the return address. */
  private static String arguments(int count, String type) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              String word = i < 6 ? REGISTERS[i] : "+" + 8 * (i - 5) + "(%sp)";
              return "a" + i + "=" + (type.equals("string") ? "+0(" + word + ")" : word);
            })
        .map(argument -> argument + ":" + type)
        .collect(Collectors.joining(" "));
  }

  /** The most whole characters within the limit. */
  private static String prefix(byte[] utf8, int limit) {
    int end = Math.min(limit, utf8.length);
    while (end < utf8.length && (utf8[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(Arrays.copyOf(utf8, end), UTF_8);
  }
}
