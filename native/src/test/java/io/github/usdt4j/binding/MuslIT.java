package io.github.usdt4j.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The libraries, built for glibc, in a process whose C library is musl. */
@Requires(ring = "binding", value = Need.LINUX_X86_64, tools = "musl-gcc")
class MuslIT {
  private static final Path LIBUSDT = Path.of("target/dist/lib/libusdt.so.0").toAbsolutePath();

  @TempDir private Path directory;
  private Path program;

  @BeforeEach
  void compile() {
    program = directory.resolve("musl");
    Child.run(
        Tools.path("musl-gcc"),
        "-Wall",
        "-Werror",
        "-Isrc/main/c",
        "-o",
        program.toString(),
        "src/test/programs/musl.c");
  }

  @Test
  @Requires(
      ring = "binding",
      value = {Need.LINUX_X86_64, Need.ROOT},
      tools = {"musl-gcc", "bpftrace"})
  void libusdt_inAMuslProcess_isTraced() {
    try (Child child = start(LIBUSDT)) {
      String image = child.awaitLine("image ").substring("image ".length());
      child.send("not seen");
      child.awaitLine("fired, enabled 0");
      String trace = "usdt:" + image + ":musl:line { printf(\"%s %d\\n\", str(arg0), arg1); }";
      try (Bpftrace bpftrace = Bpftrace.attach(child.pid(), trace)) {
        child.send("h\u00E9\u4E2D\uD83D\uDE00");
        child.awaitLine("fired, enabled 1");

        assertThat(bpftrace.stop()).containsExactly("h\u00E9\u4E2D\uD83D\uDE00 -2");
      }
    }
  }

  @Test
  void libusdt_aSecondCopy_adoptsTheStateOfTheFirst() throws IOException {
    Path copy = Files.copy(LIBUSDT, directory.resolve("copy.so"));

    try (Child child = start(LIBUSDT, copy)) {
      child.awaitLine("the copy knows 1 images");
    }
  }

  @Test
  void jniLibrary_inAMuslProcess_isLoaded() throws IOException {
    Path library = directory.resolve("libjniusdt.so");
    try (InputStream in = Native.class.getResourceAsStream("linux-x86_64/libjniusdt.so")) {
      Files.copy(in, library);
    }

    try (Child child = start(library)) {
      // It shows none of libusdt's functions, so this is as far as the program comes.
      child.awaitLine("usdt_create_provider is missing");
    }
  }

  private Child start(Path... libraries) {
    ProcessBuilder builder = new ProcessBuilder(program.toString());
    for (Path library : libraries) {
      builder.command().add(library.toString());
    }
    return Child.start(builder);
  }
}
