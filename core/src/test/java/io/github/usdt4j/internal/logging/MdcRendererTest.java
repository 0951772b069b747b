package io.github.usdt4j.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.RandomTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MdcRendererTest {
  private static final MdcRenderer ALL = new MdcRenderer(KeyFilter.ofKeys(List.of(), List.of()));

  @Test
  void render_nothing_isEmpty() {
    assertThat(ALL.render(Map.of(), Map.of())).isEmpty();
  }

  @Test
  void render_pairs_followTheContextAndWin() {
    Map<String, String> context = new LinkedHashMap<>();
    context.put("tenant", "acme");
    context.put("user", "al");

    assertThat(ALL.render(context, Map.of("tenant", "emca"))).isEqualTo("user=al tenant=emca");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain, k=plain",
        "two words, k=\"two words\"",
        "``, k=\"\"",
        "a=b, k=\"a=b\"",
        "say \"hi\", k=\"say \\\"hi\\\"\"",
        "back\\slash, k=\"back\\\\slash\"",
        "caf\u00e9, k=caf\u00e9",
        "`a\nb\tc`, k=\"a\\nb\\tc\"",
      })
  void render_value_isQuotedWhereItMustBe(String value, String rendered) {
    assertThat(ALL.render(Map.of("k", value), Map.of())).isEqualTo(rendered);
  }

  @Test
  void render_nullValue_isNull() {
    Map<String, String> context = new LinkedHashMap<>();
    context.put("k", null);
    context.put(null, "v");

    assertThat(ALL.render(context, Map.of())).isEqualTo("k=null");
    assertThat(ALL.visible(context)).containsOnlyKeys("k");
  }

  @Test
  void render_anyContext_canBeReadBack() {
    RandomCases.check(
        300,
        random -> {
          RandomTexts texts = new RandomTexts(random);
          Map<String, String> context = new LinkedHashMap<>();
          texts.list(5, () -> text(texts)).forEach(key -> context.put(key, text(texts)));

          assertThat(read(ALL.render(context, Map.of()))).isEqualTo(context);
        });
  }

  private static String text(RandomTexts texts) {
    return texts.oneOf(
        () -> texts.of("abcxyzABCXYZ", 5), () -> texts.of("ab=\"\\ \n\t\r\u20ac", 8));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', tenant, true",
    "tenant, '', tenant, true",
    "tenant, '', tenants, false",
    "t*, '', tenant, true",
    "'t*,user', '', user, true",
    "t?, '', tx, true",
    "t?, '', t, false",
    "'', *secret*, my.secret.key, false",
    "'', *secret*, tenant, true",
    "*, auth*, authorization, false",
    "auth*, authorization, authorization, false",
    "a.b, '', aXb, false",
    "'[x]', '', '[x]', true",
  })
  void filter_globs_excludeWins(String included, String excluded, String key, boolean visible) {
    LogOptions options = new LogOptions();
    options.addMdcIncluded(included);
    options.addMdcExcluded(excluded);
    MdcRenderer renderer = new MdcRenderer(options.keys());

    assertThat(renderer.render(Map.of(key, "v"), Map.of())).isEqualTo(visible ? key + "=v" : "");
    assertThat(renderer.render(Map.of(), Map.of(key, "v"))).isEqualTo(visible ? key + "=v" : "");
    assertThat(renderer.visible(Map.of(key, "v"))).hasSize(visible ? 1 : 0);
  }

  @Test
  void filter_moreKeysThanItRemembers_staysRight() {
    KeyFilter filter = KeyFilter.ofKeys(List.of("a*"), List.of());
    for (int i = 0; i < 3000; i++) {
      assertThat(filter.allows("a" + i)).isTrue();
      assertThat(filter.allows("b" + i)).isFalse();
    }
  }

  /** A reader of what is rendered, such as a script is. */
  private static Map<String, String> read(String text) {
    Map<String, String> read = new LinkedHashMap<>();
    int[] at = {0};
    while (at[0] < text.length()) {
      String key = word(text, at);
      at[0]++;
      read.put(key, word(text, at));
      at[0]++;
    }
    return read;
  }

  private static String word(String text, int[] at) {
    StringBuilder word = new StringBuilder();
    boolean quoted = at[0] < text.length() && text.charAt(at[0]) == '"';
    if (quoted) {
      at[0]++;
    }
    while (at[0] < text.length()) {
      char c = text.charAt(at[0]);
      if (quoted ? c == '"' : c == '=' || c == ' ') {
        break;
      }
      at[0]++;
      if (quoted && c == '\\') {
        char next = text.charAt(at[0]++);
        word.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : next);
      } else {
        word.append(c);
      }
    }
    if (quoted) {
      at[0]++;
    }
    return word.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"order", "ord*", "order.id", "*.id"})
  void exclude_ofAMap_hidesWhatItHolds(String glob) {
    KeyFilter filter = KeyFilter.ofKeys(List.of(), List.of(glob));

    assertThat(filter.allows("order.id")).isFalse();
    assertThat(filter.allows("item")).isTrue();
  }

  @Test
  void include_ofAMap_showsWhatItHolds() {
    KeyFilter filter = KeyFilter.ofKeys(List.of("order"), List.of());

    assertThat(filter.allows("order.id")).isTrue();
    assertThat(filter.allows("orders.id")).isFalse();
  }

  @Test
  void exclude_ofALogger_leavesThoseBelow() {
    KeyFilter filter = KeyFilter.ofLoggers(List.of(), List.of("com.acme"));

    assertThat(filter.allows("com.acme.A")).isTrue();
    assertThat(filter.allows("com.acme")).isFalse();
  }
}
