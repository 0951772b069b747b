package io.github.usdt4j.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Texts of values by key. */
final class FlatTextsTest {
  private final FlatTexts texts = new FlatTexts();

  @Test
  void map_inAMap_hasKeysWithDots() {
    texts.put("order", new TreeMap<>(Map.of("id", 7, "by", Map.of("name", "ada"))));
    texts.put("list", List.of(1, 2));

    assertThat(texts.texts())
        .containsExactly(
            Map.entry("order.by.name", "ada"),
            Map.entry("order.id", "7"),
            Map.entry("list", "[1, 2]"));
  }

  @Test
  void arrayAndNullAndEmptyMap_areTexts() {
    texts.put("words", new String[] {"a", null});
    texts.put("numbers", new int[] {1, 2});
    texts.put("nothing", null);
    texts.put("empty", Map.of());

    assertThat(texts.texts())
        .containsExactly(
            Map.entry("words", "[a, null]"),
            Map.entry("numbers", "[1, 2]"),
            Map.entry("nothing", "null"),
            Map.entry("empty", "{}"));
  }

  @Test
  void key_twice_hasBothTexts() {
    texts.put("k", "a");
    texts.put("k", "b");

    assertThat(texts.texts()).containsExactly(Map.entry("k", "a, b"));
  }

  @Test
  void map_thatHoldsItself_ends() {
    Map<String, Object> map = new HashMap<>();
    map.put("self", map);

    texts.put("m", map);

    assertThat(texts.texts()).containsOnlyKeys("m" + ".self".repeat(8));
  }

  @Test
  void values_thatFail_saySo() {
    Object failing =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException();
          }
        };

    texts.put("k", Map.of("inner", failing));

    assertThat(texts.texts())
        .containsExactly(Map.entry("k.inner", "[text failed: java.lang.IllegalStateException]"));
  }

  @Test
  void map_thatFails_saysSoAndTheOthersStay() {
    texts.put("a", 1);
    texts.put(
        "lazy",
        new AbstractMap<String, String>() {
          @Override
          public boolean isEmpty() {
            throw new IllegalStateException("no session");
          }

          @Override
          public Set<Map.Entry<String, String>> entrySet() {
            throw new IllegalStateException("no session");
          }
        });

    assertThat(texts.texts())
        .containsExactly(
            Map.entry("a", "1"),
            Map.entry("lazy", "[text failed: java.lang.IllegalStateException]"));
  }

  @Test
  void values_withoutEnd_areLeftOut() {
    for (int i = 0; i < 2_000; i++) {
      texts.put("k" + i, i);
    }

    assertThat(texts.texts()).hasSize(1_000);
  }
}
