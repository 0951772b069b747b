package io.github.usdt4j.testsupport.twin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Holds an event as a tracer has seen it.
 *
 * @param isBelow whether the configuration disables it
 */
record TracerRecord(TwinEvent event, boolean isBelow) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Reads a line of {@code snoop --json}. */
  static TracerRecord of(String json) {
    Map<String, String> texts = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        texts.put(name, text(parser));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
    TwinEvent event =
        new TwinEvent(
            texts.getOrDefault("levelName", texts.getOrDefault("level", "")),
            texts.getOrDefault("logger", ""),
            texts.getOrDefault("thread", ""),
            texts.getOrDefault("message", ""),
            texts.getOrDefault("mdc", "") + " " + texts.getOrDefault("pairs", ""),
            texts.getOrDefault("markers", ""),
            texts.getOrDefault("throwable", ""));
    return new TracerRecord(event, texts.containsKey("below"));
  }

  /** Returns the record with all texts of its event changed so. */
  TracerRecord with(UnaryOperator<String> change) {
    return new TracerRecord(event.with(change), isBelow);
  }

  /** Returns a value as the frameworks write it: {@code key=value} for each one of an object. */
  private static String text(JsonParser parser) throws IOException {
    if (!parser.currentToken().isStructStart()) {
      return parser.getText();
    }
    StringBuilder texts = new StringBuilder();
    JsonToken token = parser.nextToken();
    while (!token.isStructEnd()) {
      texts.append(parser.getText()).append(token == JsonToken.FIELD_NAME ? "=" : " ");
      token = parser.nextToken();
    }
    return texts.toString();
  }
}
