package io.github.usdt4j.snoop.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.usdt4j.snoop.processes.User;
import io.github.usdt4j.snoop.records.PrettyOutput.Origin;
import io.github.usdt4j.snoop.terminal.Rows;
import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.RandomTexts;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HostileContentTest {
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final User ANN = new User(1000, "ann");

  private static final String LONE_SURROGATES =
      "[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]";

  private static final int TRIES = 1000;

  /** Pieces that an attacker would put into a log event. */
  private static final String[] PIECES = {
    "\033[2J",
    "\033]0;title\007",
    "\u009b31m",
    "\r",
    "\n",
    "\r\n",
    "\u0085",
    "\u2028",
    "\u202e",
    "\u2066",
    "\"",
    "\\",
    "\\u001b",
    "\",\"level\":\"error\"}",
    "\b",
    "\0",
    "\u007f",
    "\ud83d",
    "\ude00",
    "😀",
    "ä",
    "\n12:00:00.000 ERROR [main] forged: yes",
    "{\"pid\":1}"
  };

  /** Such texts, among others. */
  private static String hostile(RandomGenerator random) {
    RandomTexts texts = new RandomTexts(random);
    return String.join(
        "", texts.list(12, () -> texts.oneOf(() -> texts.pick(PIECES), () -> texts.any(20))));
  }

  @Test
  void json_ofAnyRecord_isOneStrictLineWithTheSameTexts() {
    RandomCases.check(
        TRIES,
        random -> {
          String message = hostile(random);
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("message", message);
          fields.put("mdc", Map.of(hostile(random), message));

          String line = JsonWriter.line(new LogRecord(7, ANN, fields));

          assertOnlySafe(line);
          String expected = message.replaceAll(LONE_SURROGATES, "\ufffd");
          assertThat(strictTexts(line)).containsExactly("ann", expected, expected);
        });
  }

  @Test
  void json_ofWhateverAProbeFires_isOneStrictLine() {
    RandomCases.check(
        TRIES,
        random -> {
          String line = JsonWriter.line(LogRecord.parse(7, ANN, hostile(random)));

          assertOnlySafe(line);
          strictTexts(line);
          assertThat(line).startsWith("{\"pid\":7,\"uid\":1000,\"user\":\"ann\"");
        });
  }

  @Test
  void json_ofACutRecord_isStrictAndSaysSo() {
    RandomCases.check(
        TRIES,
        random -> {
          String whole =
              "{\"level\":\"info\",\"message\":\"%s\",\"mdc\":{\"k\":\"%s\"},\"stack\":[1.5e3,true]}"
                  .formatted(
                      JsonWriter.escaped(hostile(random)), JsonWriter.escaped(hostile(random)));
          String cut = whole.substring(0, random.nextInt(whole.length()));

          String line = JsonWriter.line(LogRecord.parse(7, ANN, cut));

          assertOnlySafe(line);
          strictTexts(line);
          assertThat(line).endsWith(",\"truncated\":true}");
          assertThat(LogRecord.parse(7, ANN, whole).isTruncated()).isFalse();
        });
  }

  @Test
  void prettyLines_ofAnyRecord_areOneRecordAndHarmless() {
    RandomCases.check(
        TRIES,
        random -> {
          String text = hostile(random);
          Map<String, Object> fields = new LinkedHashMap<>();
          for (String name : List.of("time", "level", "logger", "thread", "message", "throwable")) {
            fields.put(name, text);
          }
          fields.put("mdc", Map.of(text, text));

          String lines =
              new PrettyOutput(
                      ZoneOffset.UTC,
                      () -> Rows.UNLIMITED,
                      random.nextBoolean(),
                      true,
                      () -> Origin.PID_AND_USER)
                  .lines(new LogRecord(7, ANN, fields));

          List<String> all = lines.replaceAll("\033\\[[0-9;]*m", "").lines().toList();
          all.forEach(HostileContentTest::assertOnlySafe);
          assertThat(all.get(0)).startsWith("--:--:--.--- 7 ann ");
          assertThat(all.subList(1, all.size())).allMatch(line -> line.startsWith("    "));
        });
  }

  private static void assertOnlySafe(String line) {
    assertThat(line.codePoints().filter(c -> !isHarmless(c)).boxed()).as(line).isEmpty();
  }

  /** Said in another way than the code says it. */
  private static boolean isHarmless(int c) {
    return Character.toString(c).matches("[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Cf}]|[\u200c\u200d]");
  }

  /** The texts that are values. */
  private static List<String> strictTexts(String line) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JsonParser json = STRICT.createParser(line)) {
      assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          texts.add(json.getText());
        }
      }
    }
    return texts;
  }
}
