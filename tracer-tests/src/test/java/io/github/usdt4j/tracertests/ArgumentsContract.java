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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every argument that was fired is read back: each type at each place, each count, each text.
 *
 * <p>A tracer starts twice for all of it, since a start costs far more than what it then reads: bcc
 * compiles its program each time. It does not start once, since the longest text and twelve texts
 * at one probe have no room together on the stack of a BPF program.
 */
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

  /**
   * What one probe fires and what the tracer shows of it.
   *
   * @param test the name of the test
   * @param traced how the tracer reads the probe
   * @param declared the types that the probe is made with
   * @param rows the arguments of each fire
   * @param shown one line for each fire
   */
  record Fires(
      String test,
      Traced traced,
      List<ArgType> declared,
      List<List<Object>> rows,
      List<String> shown) {}

  @TestFactory
  default Stream<DynamicTest> numbersAndLongTexts_arrive() {
    List<Fires> all = new ArrayList<>(numbers());
    all.add(textOfEachKind());
    return readBack(ring().longestString() + 1, all);
  }

  @TestFactory
  default Stream<DynamicTest> manyTextsAndAddresses_arrive() {
    return readBack(24, List.of(textsAtEachPlace(), nullAddress()));
  }

  private List<Fires> numbers() {
    String test = "integersAndFloats_ofEachTypeAtEachPlaceAndEachCount_arrive";
    List<Fires> all = new ArrayList<>();
    for (int shift = 0; shift < MAX; shift++) {
      int places = shift;
      Traced traced = new Traced("rotated" + shift, rotated(TYPES, shift));
      all.add(fires(test, traced, VALUES.stream().map(row -> rotated(row, places)).toList()));
    }
    for (int count = 0; count <= MAX; count++) {
      Traced traced = new Traced("count" + count, Collections.nCopies(count, INT64));
      List<Object> row = IntStream.range(0, count).mapToObj(i -> (Object) (-1L - i)).toList();
      all.add(fires(test, traced, List.of(row)));
    }
    return all;
  }

  private static <T> List<T> rotated(List<T> list, int places) {
    List<T> result = new ArrayList<>(list);
    Collections.rotate(result, places);
    return result;
  }

  /** The longest is as long as this tracer shows. */
  private Fires textOfEachKind() {
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
    return fires("text_ofEachKind_arrives", new Traced("text", STRING, INT32), rows);
  }

  private Fires textsAtEachPlace() {
    List<Object> texts = IntStream.range(0, MAX).mapToObj(i -> (Object) ("text " + i)).toList();
    Traced traced = new Traced("texts", Collections.nCopies(MAX, STRING));
    return fires("texts_atEachPlace_arrive", traced, List.of(texts));
  }

  /** Whatever a tracer makes of a text at address 0, the address is readable. */
  private static Fires nullAddress() {
    return new Fires(
        "text_null_isAddressZero",
        new Traced("address", UINT64),
        List.of(STRING),
        List.of(Collections.singletonList(null)),
        List.of("0"));
  }

  private Fires fires(String test, Traced traced, List<List<Object>> rows) {
    Traced readable = traced.limited(ring().readable());
    List<String> shown =
        rows.stream().map(row -> readable.shown(ring().nullText(), row.toArray())).toList();
    return new Fires(test, traced, traced.types(), rows, shown);
  }

  private Stream<DynamicTest> readBack(int stringBytes, List<Fires> all) {
    PuppetJvm puppet = ring().puppet();
    all.forEach(fires -> puppet.add(fires.traced().probe(), fires.declared()));
    Map<String, List<String>> seen;
    try (Tracer tracer = ring().attach(stringBytes, all.stream().map(Fires::traced).toList())) {
      for (Fires fires : all) {
        fires.rows().forEach(row -> puppet.write(fires.traced().probe(), row.toArray()));
      }
      seen = tracer.detach(all.stream().mapToInt(fires -> fires.rows().size()).sum());
    }
    all.forEach(fires -> puppet.awaitEnabled(fires.traced().probe(), false));
    return all.stream()
        .map(
            fires ->
                DynamicTest.dynamicTest(
                    fires.test() + ": " + fires.traced().probe(),
                    () ->
                        assertThat(seen.get(fires.traced().probe()))
                            .containsExactlyElementsOf(fires.shown())));
  }
}
