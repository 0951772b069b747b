package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that SECURITY.md names are there. */
final class SecurityTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED =
      Pattern.compile("`(\\w+_test\\.c|\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  @Test
  void tests_named_exist() throws IOException {
    Map<String, Path> sources = sources();
    int named = 0;
    for (String line : Files.readAllLines(ROOT.resolve("SECURITY.md"))) {
      for (MatchResult test : NAMED.matcher(line).results().toList()) {
        named++;
        assertThat(sources).as(test.group()).containsKey(test.group(1));
        if (test.group(2) != null) {
          assertThat(Files.readString(sources.get(test.group(1))))
              .containsPattern("void " + test.group(2) + "\\(");
        }
      }
    }
    assertThat(named).isPositive();
  }

  private static Map<String, Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().contains("src/test/"))
          .filter(file -> file.toString().matches(".*(_test\\.c|(Test|IT)\\.java)"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  file -> file,
                  (one, other) -> one));
    }
  }
}
