package io.github.usdt4j.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LogOptionsTest {
  @Test
  void problems_defaults_none() {
    assertThat(new LogOptions().problems()).isEmpty();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake(
            o -> o.setProvider("my-app"),
            "provider: my-app is not a name that every tracer can type: letters, digits and single"
                + " underscores, at most 48, no digit at the end; my_app is one"),
        mistake(o -> o.setProvider("app2"), "; app2_ is one"),
        mistake(o -> o.setProvider(""), "provider is missing"),
        mistake(o -> o.setProvider(null), "provider is missing"),
        mistake(o -> o.addProbes("com.acme", null), "probes: provider is missing"),
        mistake(o -> o.addProbes("com.acme", "a b"), "probes: provider: a b is not a name"),
        mistake(
            o -> o.addProbes(" ", "billing"),
            "probes: logger is missing; name a logger such as com.acme.billing"),
        mistake(
            o -> o.addMdcArgs("a,b,c,d,e,f,g"),
            "mdcArgs: [a, b, c, d, e, f, g] has more than 6 keys"),
        mistake(
            o -> {
              o.addMdcArgs("token");
              o.addMdcExcluded("tok*");
            },
            "mdcArgs: token is excluded by mdcExcluded [tok*]"),
        mistake(o -> o.setMaxOwnProviders(-1), "maxOwnProviders: -1 is less than 0"),
        mistake(o -> o.setMaxMessageBytes(0), "maxMessageBytes: 0 is less than 1"),
        mistake(o -> o.setMaxRecordBytes(127), "maxRecordBytes: 127 is less than 128"));
  }

  private static Arguments mistake(Consumer<LogOptions> mistake, String problem) {
    return Arguments.of(problem, mistake);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void problems_mistake_isNamedWithWhatToDo(String problem, Consumer<LogOptions> mistake) {
    LogOptions options = new LogOptions();
    mistake.accept(options);

    assertThat(options.problems())
        .singleElement()
        .satisfies(text -> assertThat(text.startsWith(problem) || text.endsWith(problem)).isTrue());
  }
}
