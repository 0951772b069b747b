package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What README.md and the pages in docs/ say of the sources. */
final class ReadmeTest {
  private static final String EXAMPLE =
      "examples/orders/src/main/java/io/github/usdt4j/examples/orders/";

  private final Readme readme = new Readme("README.md");
  private final Readme reference = new Readme("docs/reference.md");
  private final Readme limits = new Readme("docs/limits.md");

  @Test
  void statement_shown_isOfTheExample() throws IOException {
    assertThat(source(EXAMPLE + "Credit.java")).contains(readme.line("log.atDebug()"));
  }

  @ParameterizedTest
  @CsvSource({
    "@RegisterExtension, testing/src/test/java/io/github/usdt4j/test/CheckoutTest.java",
    "@ExtendWith, examples/logback-orders/src/test/java/io/github/usdt4j/examples/orders/OrderEventsTest.java"
  })
  void unitTests_shown_areOnesThatRun(String start, String file) throws IOException {
    List<String> shown = new Readme("docs/testing.md").block(start);

    assertThat(source(file).lines().map(String::strip).toList())
        .containsSubsequence(shown.stream().map(String::strip).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "logback-appender/src/main/java/io/github/usdt4j/logback/UsdtAppender.java,"
        + " public void (?:set(?!Context)|add(?!Status))(\\w+)\\(",
    "log4j2-appender/src/main/java/io/github/usdt4j/log4j2/UsdtAppender.java,"
        + " @PluginBuilderAttribute private \\w+ (\\w+)",
    "jul-handler/src/main/java/io/github/usdt4j/jul/HandlerOptions.java,"
        + " readers.put\\(\\s*\"(?!level|filter)(\\w+)\""
  })
  void options_listed_areThoseOfTheAppender(String file, String pattern) throws IOException {
    List<String> listed =
        reference.table("option", "default").stream().map(row -> row.get(0)).toList();

    List<String> attributes =
        Pattern.compile(pattern)
            .matcher(source(file))
            .results()
            .map(found -> found.group(1))
            .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
            .toList();

    assertThat(attributes).isNotEmpty().isSubsetOf(listed);
    assertThat(listed)
        .filteredOn(option -> !attributes.contains(option))
        .isSubsetOf("probes", "layout");
  }

  @Test
  void defaults_listed_areThoseOfTheSources() throws IOException {
    String source =
        source("core/src/main/java/io/github/usdt4j/internal/logging/LogOptions.java")
            .replaceAll("(?<=\\d)_(?=\\d)", "");
    for (List<String> row : reference.table("option", "default")) {
      String name = row.get(0);
      switch (row.get(1)) {
        case "", "all", "none" -> assertThat(source).doesNotContain(name + " = true");
        case "false" -> assertThat(source).contains("private boolean " + name + ";");
        case "log" -> assertThat(source).contains(name + " = \"log\";");
        default -> assertThat(source).contains(name + " = " + row.get(1) + ";");
      }
    }
  }

  @Test
  void frameworks_listedAsTested_areInThePom() throws IOException {
    String pom = source("pom.xml");
    for (List<String> row : limits.table("with", "tested")) {
      if (List.of("Logback", "Log4j 2").contains(row.get(0))) {
        for (String version : row.get(1).split(", ", -1)) {
          assertThat(pom).contains("version>" + version + "</");
        }
      }
    }
    assertThat(source("examples/spring-boot/pom.xml"))
        .contains("<spring-boot.version>4.1.2</spring-boot.version>");
  }

  private static String source(String path) throws IOException {
    return Files.readString(Readme.root().resolve(path));
  }
}
