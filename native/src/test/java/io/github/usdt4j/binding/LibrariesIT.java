package io.github.usdt4j.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
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
  private static final Path MUSL = Path.of("/lib/ld-musl-x86_64.so.1");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"linux-x86_64, Advanced Micro Devices X86-64", "linux-arm64, AArch64"})
  void library_ofEachPlatform_isForItsMachineAndTheLibcAlone(String platform, String machine)
      throws IOException {
    for (Path library : libraries(platform)) {
      List<String> header = readelf("-h", library);
      assertThat(header).anyMatch(line -> line.matches(" *Machine: +" + Pattern.quote(machine)));
      String dynamic = String.join("\n", readelf("-d", library));
      // musl takes these names for its own; that of glibc's loader it would look for.
      assertThat(values("NEEDED\\).*\\[(.*)]", dynamic))
          .contains("libc.so.6")
          .isSubsetOf("libc.so.6", "libdl.so.2", "libpthread.so.0");
      assertThat(values("(?:RPATH|RUNPATH)\\).*\\[(.*)]", dynamic)).isSubsetOf("$ORIGIN/");
    }
  }

  @ParameterizedTest
  @CsvSource({"linux-x86_64", "linux-arm64"})
  void library_ofEachPlatform_runsOnGlibc217(String platform) throws IOException {
    for (Path library : libraries(platform)) {
      assertThat(values("@GLIBC_2\\.([0-9]+)", symbols(library)))
          .as(library.toString())
          .isNotEmpty()
          .allMatch(minor -> Integer.parseInt(minor) <= 17);
    }
  }

  @ParameterizedTest
  @CsvSource({"linux-x86_64", "linux-arm64"})
  @Requires(
      ring = "binding",
      value = Need.LINUX_X86_64,
      tools = {"readelf", "aarch64-linux-gnu-g++", "musl-gcc"})
  void library_ofEachPlatform_needsNothingThatMuslLacks(String platform) throws IOException {
    // What one machine's musl has, all have.
    List<String> has = values(" (?:GLOBAL|WEAK) +DEFAULT +\\d+ (\\S+)", symbols(MUSL));

    for (Path library : libraries(platform)) {
      assertThat(values(" GLOBAL DEFAULT +UND ([^@\\s]+)", symbols(library)))
          .as(library.toString())
          .contains("dlopen", "pthread_once")
          .isSubsetOf(has);
    }
  }

  @ParameterizedTest
  @CsvSource({"linux-x86_64", "linux-arm64"})
  void library_ofEachPlatform_namesNoDirectoryOfTheBuild(String platform) throws IOException {
    List<String> strings = Child.run(Tools.path("strings"), extract(platform).toString());

    assertThat(strings)
        .isNotEmpty()
        .noneMatch(text -> text.contains(System.getProperty("user.dir")));
  }

  /** What is in the jar, and libusdt for C. */
  private List<Path> libraries(String platform) throws IOException {
    String dist = platform.equals("linux-arm64") ? "target/dist-aarch64" : "target/dist";
    return List.of(extract(platform), Path.of(dist, "lib/libusdt.so.0"));
  }

  private static String symbols(Path library) {
    return String.join("\n", readelf("--dyn-syms", library));
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
