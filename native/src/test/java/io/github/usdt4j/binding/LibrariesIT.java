package io.github.usdt4j.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The libraries in the jar: what they ask of a machine, and what of the build machine is in them.
 */
@Requires(
    ring = "binding",
    tools = {"readelf", "strings", "aarch64-linux-gnu-g++"})
class LibrariesIT {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "linux-x86_64, Advanced Micro Devices X86-64, ld-linux-x86-64.so.2",
    "linux-arm64, AArch64, ld-linux-aarch64.so.1"
  })
  void library_ofEachPlatform_needsLibcOnly(String platform, String machine, String linker)
      throws IOException {
    Path library = extract(platform);

    List<String> header = readelf("-h", library);
    assertThat(header).anyMatch(line -> line.matches(" *Machine: +" + Pattern.quote(machine)));
    String dynamic = String.join("\n", readelf("-d", library));
    assertThat(values("NEEDED\\).*\\[(.*)]", dynamic))
        .contains("libc.so.6")
        .isSubsetOf("libc.so.6", linker);
    assertThat(values("(?:RPATH|RUNPATH)\\).*\\[(.*)]", dynamic)).isSubsetOf("$ORIGIN/");
  }

  @ParameterizedTest
  @CsvSource({"linux-x86_64", "linux-arm64"})
  void library_ofEachPlatform_runsOnGlibc234(String platform) throws IOException {
    String symbols = String.join("\n", readelf("--dyn-syms", extract(platform)));

    assertThat(values("@GLIBC_2\\.([0-9]+)", symbols))
        .isNotEmpty()
        .allMatch(minor -> Integer.parseInt(minor) <= 34);
  }

  @ParameterizedTest
  @CsvSource({"linux-x86_64", "linux-arm64"})
  void library_ofEachPlatform_namesNoDirectoryOfTheBuild(String platform) throws IOException {
    List<String> strings = Child.run(Tools.path("strings"), extract(platform).toString());

    assertThat(strings)
        .isNotEmpty()
        .noneMatch(text -> text.contains(System.getProperty("user.dir")));
  }

  private Path extract(String platform) throws IOException {
    Path file = directory.resolve("libjniusdt.so");
    try (InputStream in = Native.class.getResourceAsStream(platform + "/libjniusdt.so")) {
      assertThat(in).as(platform).isNotNull();
      Files.copy(in, file);
    }
    return file;
  }

  private static List<String> readelf(String option, Path file) {
    return Child.run(Tools.path("readelf"), "-W", option, file.toString());
  }

  private static List<String> values(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
