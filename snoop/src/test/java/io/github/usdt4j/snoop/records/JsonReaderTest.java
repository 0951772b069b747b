package io.github.usdt4j.snoop.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usdt4j.snoop.records.JsonReader.Literal;
import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.RandomTexts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonReaderTest {
  private static final int TRIES = 20_000;

  private static final String[] PIECES = {
    "{", "}", "[", "]", ":", ",", " ", "\"", "\\", "\\u00e4", "\\ud800", "\\n", "\"a\"", "\"b\":",
    "0", "01", "-1.5e+3", "1.", "true", "null", "nul", "\n", "\1", "\ud83d", "😀", "ä"
  };

  @Test
  void anyText_isTakenAsJacksonTakesIt() {
    RandomCases.check(
        TRIES,
        random -> {
          RandomTexts texts = new RandomTexts(random);
          String inner = String.join("", texts.list(8, () -> texts.pick(PIECES)));
          String text = random.nextBoolean() ? "{\"a\":%s}".formatted(inner) : "{" + inner;
          JsonReader reader = new JsonReader(text);

          Map<String, Object> read = reader.readObject();

          assertThat(reader.isBroken() ? Optional.empty() : Optional.of(read))
              .as(text)
              .isEqualTo(jackson(text));
        });
  }

  @Test
  void cutText_keepsWhatWasRead() {
    JsonReader reader = new JsonReader("{\"level\":\"info\",\"message\":\"order 4711 pla");

    assertThat(reader.readObject())
        .containsExactly(Map.entry("level", "info"), Map.entry("message", "order 4711 pla"));
    assertThat(reader.isBroken()).isTrue();
  }

  /** Returns what Jackson reads; empty when it takes the text for none. */
  private static Optional<Map<String, Object>> jackson(String text) {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Map<String, Object> members = members(json);
      return json.nextToken() == null ? Optional.of(members) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> members(JsonParser json) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      members.put(name, value(json, json.nextToken()));
    }
    return members;
  }

  private static Object value(JsonParser json, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> members(json);
      case START_ARRAY -> {
        List<Object> values = new ArrayList<>();
        for (JsonToken next = json.nextToken();
            next != JsonToken.END_ARRAY;
            next = json.nextToken()) {
          values.add(value(json, next));
        }
        yield values;
      }
      case VALUE_STRING -> json.getText();
      default -> new Literal(json.getText());
    };
  }
}
