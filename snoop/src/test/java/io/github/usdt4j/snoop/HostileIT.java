package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.RandomTexts;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hostile messages through the whole way: logged, fired, recorded by the kernel, shown. */
@Requires({Need.ROOT, Need.UPROBE_EVENTS})
class HostileIT {
  private static final int MESSAGES = 200;
  private static final int LONGEST = 65_536;
  private static final String LOGGER = "com.acme.Hostile";

  private static final String[] PIECES = {
    "\033[2J",
    "\033]0;title\007",
    "\u009b31m",
    "\r\n",
    "\u2028",
    "\u202e",
    "\"",
    "\\",
    "\",\"level\":\"error\"}",
    "\0",
    "\u007f",
    "😀",
    "ä",
    "'",
    "*",
    "\n12:00:00.000 ERROR [main] forged: yes",
    "x".repeat(LONGEST)
  };

  /** What the longest record of a bridge without options has room for, more or less. */
  private static final int SURELY_WHOLE = 400;

  /** The way to the traced program replaces them already. */
  private static final String LONE_SURROGATES =
      "[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]";

  @Test
  void hostileMessages_comeExactlyInJsonAndHarmlessOnTheTerminal() {
    RandomCases.check(
        1,
        random -> {
          RandomTexts texts = new RandomTexts(random);
          assertCome(Stream.generate(() -> hostile(texts)).limit(MESSAGES).toList());
        });
  }

  private static void assertCome(List<String> messages) throws IOException {
    try (TracedApp app = TracedApp.start();
        SnoopRun json = SnoopRun.follow(app, "--json", "-c", Integer.toString(MESSAGES));
        SnoopRun pretty = SnoopRun.follow(app, "-c", Integer.toString(MESSAGES))) {
      for (String message : messages) {
        app.log("DEBUG", LOGGER, message);
      }
      json.child().awaitExit();
      pretty.child().awaitExit();

      assertThat(json.lines()).hasSize(MESSAGES);
      assertThat(pretty.lines()).hasSize(MESSAGES);
      for (int i = 0; i < MESSAGES; i++) {
        assertMessage(json.lines().get(i), messages.get(i));
        assertThat(pretty.lines().get(i))
            .matches(
                "\\d\\d:\\d\\d:\\d\\d\\.\\d{3} DEBUG \\[main\\] com\\.acme\\.Hostile:"
                    + " [^\\p{Cc}\u2028\u2029\u202e]*");
      }
    }
  }

  private static String hostile(RandomTexts texts) {
    return String.join(
        "", texts.list(8, () -> texts.oneOf(() -> texts.pick(PIECES), () -> texts.any(20))));
  }

  private static void assertMessage(String line, String message) throws IOException {
    String shown = "";
    boolean isTruncated = false;
    try (JsonParser json = new JsonFactory().createParser(line)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && "message".equals(json.currentName())) {
          shown = json.getText();
        }
        isTruncated |= token == JsonToken.VALUE_TRUE && "truncated".equals(json.currentName());
      }
    }
    String sent = message.replaceAll(LONE_SURROGATES, "?");
    assertThat(isTruncated ? sent.substring(0, Math.min(shown.length(), sent.length())) : sent)
        .isEqualTo(shown);
    assertThat(isTruncated).isEqualTo(message.length() >= LONGEST);
    assertThat(shown.length()).isGreaterThanOrEqualTo(Math.min(message.length(), SURELY_WHOLE));
  }
}
