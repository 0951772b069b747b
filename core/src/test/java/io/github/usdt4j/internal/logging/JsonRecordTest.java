package io.github.usdt4j.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.RandomTexts;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class JsonRecordTest {
  private static final int ROOMY = 1_000_000;
  private static final int TRIES = 300;

  private static JsonRecord record(
      int maxBytes, String message, Map<String, String> mdc, List<String> markers, String stack) {
    return new JsonRecord(maxBytes)
        .text("level", "debug")
        .literal("below", "true")
        .text("message", message)
        .object("mdc", mdc)
        .list("markers", markers)
        .text("stack", stack);
  }

  @Test
  void render_anyFields_isStrictJsonWithinItsLimit() {
    RandomCases.check(
        TRIES,
        random -> {
          Fields fields = Fields.any(random);
          int maxBytes = random.nextInt(LogOptions.MIN_RECORD_BYTES, 2001);

          String json = fields.record(maxBytes).render();

          assertThat(json.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(maxBytes);
          assertThat(json).doesNotContain("\n", "\r", "\0");
          Map<String, Object> whole = fields.whole();
          Map<String, Object> parsed = StrictJson.parse(json);
          if (parsed.remove("truncated") == null) {
            assertThat(parsed).isEqualTo(whole);
          } else {
            assertThat(parsed).isNotEqualTo(whole);
            assertThat(isCutOf(parsed, whole)).as("%s of %s", parsed, whole).isTrue();
          }
        });
  }

  @Test
  void render_enoughRoom_isWhole() {
    RandomCases.check(
        TRIES,
        random -> {
          Fields fields = Fields.any(random);

          assertThat(StrictJson.parse(fields.record(ROOMY).render())).isEqualTo(fields.whole());
        });
  }

  @Test
  void render_exactlyItsLength_isWhole() {
    RandomCases.check(
        TRIES,
        random -> {
          Fields fields = Fields.any(random);
          String json = fields.record(ROOMY).render();
          int length = json.getBytes(StandardCharsets.UTF_8).length;

          assertThat(fields.record(length).render()).isEqualTo(json);
        });
  }

  @Test
  void render_oneLongField_cutsThatOneOnly() {
    String json =
        record(300, "short", Map.of("tenant", "acme"), List.of("M"), "s".repeat(5000)).render();

    Map<String, Object> parsed = StrictJson.parse(json);
    assertThat(parsed)
        .containsEntry("message", "short")
        .containsEntry("mdc", Map.of("tenant", "acme"))
        .containsEntry("markers", List.of("M"))
        .containsEntry("truncated", true);
    assertThat((String) parsed.get("stack")).matches("s{100,}");
    assertThat(json).hasSize(300);
  }

  @Test
  void render_moreKeysThanRoom_leavesOutTheLastOnes() {
    Map<String, String> mdc = new LinkedHashMap<>();
    for (int i = 0; i < 1000; i++) {
      mdc.put("key" + i, "v");
    }

    Map<String, Object> parsed =
        StrictJson.parse(record(400, "short", mdc, List.of(), "").render());

    assertThat(parsed)
        .containsEntry("level", "debug")
        .containsEntry("message", "short")
        .containsEntry("truncated", true);
    assertThat(((Map<?, ?>) parsed.get("mdc")).size()).isBetween(5, 100);
  }

  @Test
  void render_noRoomForAnything_saysSo() {
    String json = new JsonRecord(18).text("message", "sold out").render();

    assertThat(StrictJson.parse(json)).isEqualTo(Map.of("truncated", true));
  }

  @Test
  void render_emptyTexts_areLeftOut() {
    assertThat(record(ROOMY, "", Map.of(), List.of(), "").render())
        .isEqualTo("{\"level\":\"debug\",\"below\":true}");
  }

  /** The fields of a record that differ. */
  private record Fields(
      String message, Map<String, String> mdc, List<String> markers, String stack) {
    static Fields any(RandomGenerator random) {
      RandomTexts texts = new RandomTexts(random);
      Map<String, String> mdc = new LinkedHashMap<>();
      texts.list(8, () -> "k" + texts.ascii(20)).forEach(key -> mdc.put(key, text(texts)));
      return new Fields(text(texts), mdc, texts.list(5, () -> text(texts)), text(texts));
    }

    private static String text(RandomTexts texts) {
      return texts.oneOf(
          () -> texts.any(300),
          () -> texts.of("\0\n\"\\/\u007f\u00e9\u20ac\ud83d\ude00", 300),
          () -> texts.ascii(3000));
    }

    JsonRecord record(int maxBytes) {
      return JsonRecordTest.record(maxBytes, message, mdc, markers, stack);
    }

    Map<String, Object> whole() {
      Map<String, Object> whole = new LinkedHashMap<>();
      whole.put("level", "debug");
      whole.put("below", true);
      if (!message.isEmpty()) {
        whole.put("message", mended(message));
      }
      if (!mdc.isEmpty()) {
        Map<String, String> values = new LinkedHashMap<>();
        mdc.forEach((key, value) -> values.put(key, mended(value)));
        whole.put("mdc", values);
      }
      if (!markers.isEmpty()) {
        whole.put("markers", markers.stream().map(JsonRecordTest::mended).toList());
      }
      if (!stack.isEmpty()) {
        whole.put("stack", mended(stack));
      }
      return whole;
    }
  }

  /** Half a pair of surrogates is no character. */
  private static String mended(String text) {
    return text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Whether every value is the beginning of what stands at its place in the whole. */
  private static boolean isCutOf(Object cut, Object whole) {
    if (cut instanceof String text) {
      return whole instanceof String all && all.startsWith(text);
    }
    if (cut instanceof Map<?, ?> map) {
      return whole instanceof Map<?, ?> all
          && map.entrySet().stream().allMatch(e -> isCutOf(e.getValue(), all.get(e.getKey())));
    }
    if (cut instanceof List<?> list) {
      List<?> all = (List<?>) whole;
      return list.size() <= all.size()
          && java.util.stream.IntStream.range(0, list.size())
              .allMatch(i -> isCutOf(list.get(i), all.get(i)));
    }
    return cut.equals(whole);
  }
}
