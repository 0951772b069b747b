package io.github.usdt4j.tracertests;

import static io.github.usdt4j.ArgType.BOOL;
import static io.github.usdt4j.ArgType.DOUBLE;
import static io.github.usdt4j.ArgType.FLOAT;
import static io.github.usdt4j.ArgType.INT16;
import static io.github.usdt4j.ArgType.INT32;
import static io.github.usdt4j.ArgType.INT64;
import static io.github.usdt4j.ArgType.INT8;
import static io.github.usdt4j.ArgType.STRING;
import static io.github.usdt4j.ArgType.UINT16;
import static io.github.usdt4j.ArgType.UINT32;
import static io.github.usdt4j.ArgType.UINT64;
import static io.github.usdt4j.ArgType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.tracertests.tracers.Traced;
import io.github.usdt4j.tracertests.tracers.Tracer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every argument that was fired is read back: each type at each place, each count, each text. */
interface ArgumentsContract {
  int MAX = 12;

  TracerRing ring();

  /** The types, as many as the most arguments, and values that need all of their bits. */
  List<ArgType> TYPES =
      List.of(INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BOOL, FLOAT, DOUBLE, INT8);

  List<List<Object>> VALUES =
      List.of(
          List.of(-1L, -2L, -3L, -4L, -5L, -6L, -7L, -8L, true, -1.5, -2.25, -128L),
          List.of(
              127L,
              32767L,
              2147483647L,
              Long.MAX_VALUE,
              255L,
              65535L,
              4294967295L,
              -1L,
              false,
              1e30,
              Double.MIN_VALUE,
              0L),
          List.of(
              -128L,
              -32768L,
              -2147483648L,
              Long.MIN_VALUE,
              256L,
              65536L,
              1L << 32,
              0L,
              true,
              0.0,
              Double.NaN,
              257L));

  /** One session of the tracer, one test a probe. */
  @TestFactory
  default Stream<DynamicTest> integersAndFloats_ofEachTypeAtEachPlaceAndEachCount_arrive() {
    Map<Traced, List<List<Object>>> fired = new LinkedHashMap<>();
    for (int shift = 0; shift < MAX; shift++) {
      Traced traced = new Traced("rotated" + shift, rotated(TYPES, shift));
      int places = shift;
      fired.put(traced, VALUES.stream().map(row -> rotated(row, places)).toList());
    }
    for (int count = 0; count <= MAX; count++) {
      Traced traced = new Traced("count" + count, Collections.nCopies(count, INT64));
      fired.put(
          traced, List.of(IntStream.range(0, count).mapToObj(i -> (Object) (-1L - i)).toList()));
    }
    return readBack(0, fired);
  }

  private static <T> List<T> rotated(List<T> list, int places) {
    List<T> result = new ArrayList<>(list);
    Collections.rotate(result, places);
    return result;
  }

  /** The longest is as long as this tracer shows. */
  @TestFactory
  default Stream<DynamicTest> text_ofEachKind_arrives() {
    List<List<Object>> rows =
        Stream.of(
                "",
                "plain ASCII, with blanks and \"quotes\" and 100%",
                "\u00dcbergr\u00f6\u00dfe \u4e2d\u6587 \u05e2\u05d1\u05e8\u05d9\u05ea",
                "\ud83d\ude00\ud83d\udc69\u200d\ud83d\ude80 emoji",
                "nul\0inside",
                null,
                "-".repeat(ring().longestString()),
                "\u00e9".repeat(ring().longestString() / 2))
            .map(text -> Arrays.<Object>asList(text, -7L))
            .toList();
    return readBack(ring().longestString() + 1, Map.of(new Traced("text", STRING, INT32), rows));
  }

  @TestFactory
  default Stream<DynamicTest> texts_atEachPlace_arrive() {
    List<Object> texts = IntStream.range(0, MAX).mapToObj(i -> (Object) ("text " + i)).toList();
    return readBack(
        24, Map.of(new Traced("texts", Collections.nCopies(MAX, STRING)), List.of(texts)));
  }

  /** Whatever a tracer makes of a text at address 0, the address is readable. */
  @Test
  default void text_null_isAddressZero() {
    PuppetJvm puppet = ring().puppet();
    puppet.add("address", STRING);
    try (Tracer tracer = ring().attach(0, List.of(new Traced("address", UINT64)))) {
      puppet.fire("address", (Object) null);
      assertThat(tracer.detach(1)).containsExactly(Map.entry("address", List.of("0")));
    }
  }

  private Stream<DynamicTest> readBack(int stringBytes, Map<Traced, List<List<Object>>> fired) {
    PuppetJvm puppet = ring().puppet();
    fired.keySet().forEach(traced -> puppet.add(traced.probe(), traced.types()));
    Map<String, List<String>> seen;
    try (Tracer tracer = ring().attach(stringBytes, fired.keySet().stream().toList())) {
      fired.forEach(
          (traced, rows) -> rows.forEach(row -> puppet.write(traced.probe(), row.toArray())));
      seen = tracer.detach(fired.values().stream().mapToInt(List::size).sum());
    }
    return fired.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().probe(),
                    () ->
                        assertThat(seen.get(entry.getKey().probe()))
                            .containsExactlyElementsOf(shown(entry.getKey(), entry.getValue()))));
  }

  private List<String> shown(Traced traced, List<List<Object>> rows) {
    Traced readable = traced.limited(ring().readable());
    return rows.stream().map(row -> readable.shown(ring().nullText(), row.toArray())).toList();
  }
}
