package io.github.usdt4j.snoop.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.records.Filter;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user wants to see is a text of D, whatever is in it. */
class DtraceScriptTest {
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(touch marker)",
        "\" || 1 || \"",
        "\\\" || 1 || \"",
        "\\",
        "\\\\\"",
        "*/ BEGIN { exit(0); } /*",
        "/\n",
        "$$1 $pid",
        "%s%n",
        "'",
        "äöü"
      })
  void filter_isOneText(String text) {
    Filter filter =
        new Filter(text.replaceAll("[*\n]", ""), Map.of(plain(text), plain(text)), plain(text));
    String script =
        ScriptKind.DTRACE
            .script(
                new ScriptRequest(
                    List.of(
                        ScriptTargets.process(
                            "orders", "/x", new ProbeNote("log", "info_json", 1, 2, "8@%rdi"))),
                    Level.INFO,
                    filter))
            .text();

    assertThat(TEXT.matcher(script).replaceAll(Matcher.quoteReplacement("TEXT")))
        .isEqualTo(
            """
            #!/usr/sbin/dtrace -Zs
            /* Log events of 4711 orders: info and above. */
            #pragma D option quiet
            #pragma D option strsize=4k
            #pragma D option switchrate=10hz

            log4711:::info_json
            /strstr(copyinstr(arg0), TEXT) != NULL &&
            strstr(copyinstr(arg0), TEXT) != NULL &&
            strstr(copyinstr(arg0), TEXT) != NULL/
            {
            	printf(TEXT, pid, copyinstr(arg0));
            }
            """);
  }

  /** Line ends are refused. */
  private static String plain(String text) {
    return text.replace("\n", "");
  }
}
