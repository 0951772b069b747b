package io.github.usdt4j.snoop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.RandomCases;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OccurrencesTest {
  @Test
  void text_isFoundWhereverItStands() {
    String far = "x".repeat(3_000_000);

    assertThat(found(Set.of("orders", "stock", "ä b"), far, "orders.jar", "ä", "b" + far))
        .containsExactlyInAnyOrder("orders", "ä b");
    assertThat(found(Set.of("a b"), "a", "", "b")).isEmpty();
    assertThat(found(Set.of("a  b"), "a", "", "b")).containsExactly("a  b");
    assertThat(found(Set.of("a "), "a", "", "")).isEmpty();
    assertThat(found(Set.of(), "a")).isEmpty();
  }

  /**
   * Only a part of the words is kept at a time, 16 KiB and the length of the longest text; a text
   * may stand at the end of any part.
   */
  @Test
  void text_acrossTheEndOfAPart_isFound() {
    IntStream.concat(IntStream.range(16_300, 16_500), IntStream.range(32_700, 32_900))
        .forEach(
            distance ->
                assertThat(found(Set.of("orders"), "x".repeat(distance) + "orders")).isNotEmpty());
  }

  @Test
  void randomWords_areComparedAsInOneText() {
    RandomCases.check(
        300,
        random -> {
          List<String> words =
              IntStream.range(0, random.nextInt(1, 4000))
                  .mapToObj(i -> "ab".repeat(random.nextInt(6)) + random.nextInt(10))
                  .toList();
          String text = String.join(" ", words);
          Set<String> texts = Set.of("ab3 abab4", "b".repeat(random.nextInt(1, 4)), "ababab7 1 ab");

          assertThat(found(texts, words.toArray(String[]::new)))
              .isEqualTo(texts.stream().filter(text::contains).collect(Collectors.toSet()));
        });
  }

  private static Set<String> found(Set<String> texts, String... words) {
    Occurrences occurrences = new Occurrences(texts);
    for (byte one : (String.join("\0", words) + "\0").getBytes(StandardCharsets.UTF_8)) {
      occurrences.take(one);
    }
    return occurrences.found();
  }
}
