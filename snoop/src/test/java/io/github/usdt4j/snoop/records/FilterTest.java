package io.github.usdt4j.snoop.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.processes.User;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
  private static final LogRecord RECORD =
      LogRecord.parse(
          7,
          new User(1000, "ann"),
          "{\"logger\":\"com.acme.Orders\",\"thread\":\"main\",\"message\":\"placed 4\","
              + "\"throwable\":\"x.Boom: bang\",\"mdc\":{\"tenant\":\"42\",\"user\":\"ann\"},"
              + "\"pairs\":{\"user\":\"bob\"}}");

  @ParameterizedTest
  @CsvSource({
    "com.acme.Orders, true",
    "com.acme.*, true",
    "com.*, true",
    "*.Orders, true",
    "com.?cme.Orders, true",
    "com.acme, false",
    "com.acme.Orders.*, false",
    "com-acme.*, false"
  })
  void loggerGlob_matchesTheWholeName(String glob, boolean matches) {
    assertThat(new Filter(glob, Map.of(), "").matches(RECORD)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"tenant, 42, true", "tenant, 4, false", "user, bob, true", "user, ann, false"})
  void context_isCompared_pairsFirst(String key, String value, boolean matches) {
    assertThat(new Filter("", Map.of(key, value), "").matches(RECORD)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"placed", "acme", "main", "bang", "42"})
  void text_isFoundInEveryField(String text) {
    assertThat(new Filter("", Map.of(), text).matches(RECORD)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Placed", "tenant", "4main"})
  void text_isNotFoundInKeysOrAcrossFields(String text) {
    assertThat(new Filter("", Map.of(), text).matches(RECORD)).isFalse();
  }
}
