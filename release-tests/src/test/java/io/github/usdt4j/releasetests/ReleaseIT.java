package io.github.usdt4j.releasetests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.usdt4j.testsupport.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of a release. */
@Requires(
    ring = "note",
    tools = {"gpg", "gpgconf", "mvn", "aarch64-linux-gnu-g++"})
final class ReleaseIT {
  static List<String> jars() {
    return Release.JARS;
  }

  @ParameterizedTest
  @MethodSource("jars")
  void artifact_hasAllThatBelongsToIt(String artifact) {
    for (String end :
        List.of("\\.jar", "-sources\\.jar", "-javadoc\\.jar", "\\.pom", "-cyclonedx\\.json")) {
      Path file = Release.get().file(artifact, end);

      assertThat(file).isNotEmptyFile();
      assertThat(Path.of(file + ".asc")).isNotEmptyFile();
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void pom_isFlat(String artifact) throws IOException {
    assertThat(Files.readString(Release.get().file(artifact, "\\.pom")))
        .contains("<name>usdt4j", "<url>https://", "<license>", "<developer>", "<scm")
        .doesNotContain("<parent>", "${", "<scope>test</scope>", "<build>", "<profile>");
  }

  @Test
  void bom_namesAllOthersAndNothingElse() throws IOException {
    List<String> named =
        Files.readString(Release.get().file("bom", "\\.pom"))
            .lines()
            .filter(line -> line.contains("<artifactId>usdt4j-"))
            .map(line -> line.replaceAll(".*<artifactId>usdt4j-|<.*", ""))
            .toList();

    assertThat(named.get(0)).isEqualTo("bom");
    assertThat(named.subList(1, named.size())).containsExactlyInAnyOrderElementsOf(Release.JARS);
  }

  @ParameterizedTest
  @CsvSource({"snoop, picocli", "agent, javacpp", "native, javacpp", "logback, usdt4j-core"})
  void sbom_listsWhatIsInside(String artifact, String library) throws IOException {
    JsonObject sbom =
        JsonParser.parseString(Files.readString(Release.get().file(artifact, "-cyclonedx\\.json")))
            .getAsJsonObject();

    assertThat(sbom.get("bomFormat").getAsString()).isEqualTo("CycloneDX");
    assertThat(sbom.getAsJsonArray("components").asList())
        .extracting(JsonElement::getAsJsonObject)
        .extracting(component -> component.get("name").getAsString())
        .contains(library);
  }

  @ParameterizedTest
  @MethodSource("jars")
  void jar_hasItsLicense(String artifact) throws IOException {
    try (JarFile jar = new JarFile(Release.get().file(artifact, "\\.jar").toFile())) {
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      boolean hasOthers = List.of("agent", "native", "snoop").contains(artifact);
      assertThat(jar.getEntry("META-INF/NOTICE") != null).isEqualTo(hasOthers);
    }
  }

  @Test
  void nativeJar_hasBothPlatforms() throws IOException {
    try (JarFile jar = new JarFile(Release.get().file("native", "\\.jar").toFile())) {
      assertThat(Stream.of("arm64", "x86_64"))
          .allMatch(
              arch ->
                  jar.getEntry("io/github/usdt4j/binding/linux-" + arch + "/libjniusdt.so")
                      != null);
    }
  }
}
