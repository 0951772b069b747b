package io.github.usdt4j.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.binding.programs.UseBinding;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.Tools;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library loaded, or refused, by JVMs in all sorts of surroundings. */
@Requires(ring = "binding", value = Need.LINUX_X86_64)
class LoaderIT {
  private static final String MODULE = "io.github.usdt4j.binding";
  private static final Path BINDING = Jvm.locationOf(Native.class);
  private static final Path JAVACPP = Jvm.locationOf(Pointer.class);
  private static final Path TESTS = Jvm.locationOf(LoaderIT.class);
  private static final String[] GOOD = {
    "enabled: 0", "text: 68c3a9e4b8adf09f9880", "fired: 0", "plain: true"
  };

  @TempDir private Path directory;
  private Path tmp;
  private Path home;
  private Path work;

  @BeforeEach
  void makeDirectories() throws IOException {
    tmp = Files.createDirectory(directory.resolve("tmp"));
    home = Files.createDirectory(directory.resolve("home"));
    work = Files.createDirectory(directory.resolve("work"));
  }

  @Test
  void load_byDefault_worksAndLeavesNothing() throws IOException {
    assertThat(jvm().run()).contains(GOOD);
    assertNothingLeft();
  }

  @Test
  void load_underPlainCLocale_keepsCharacters() {
    assertThat(jvm().environment("LC_ALL", "C").run()).contains(GOOD);
  }

  @Test
  void load_smallHeapMuchDirectMemory_works() {
    Jvm jvm = jvm().options("-Xmx64m", "-XX:MaxDirectMemorySize=600m").arguments("500");

    assertThat(jvm.run()).contains(GOOD).contains("held: 500");
  }

  @Test
  void load_ownDirectory_isTriedFirstAndRemoved() {
    Path own = directory.resolve("own/nested");
    Jvm jvm = jvm().property("usdt4j.nativeDir", own);

    assertThat(nowhereElse(jvm).run()).contains(GOOD);
    assertThat(own.getParent()).doesNotExist();
  }

  @Test
  void load_existingOwnDirectory_stays() throws IOException {
    Path own = Files.createDirectory(directory.resolve("own"));
    Jvm jvm = jvm().property("usdt4j.nativeDir", own);

    assertThat(nowhereElse(jvm).run()).contains(GOOD);
    assertThat(own).isEmptyDirectory();
  }

  @Test
  void load_tmpIsAFile_takesTheHomesCache() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(jvm().property("java.io.tmpdir", file).run()).contains(GOOD);
    assertNothingLeft();
  }

  @Test
  @Requires(ring = "binding", value = Need.ROOT, tools = "unshare")
  void load_noexecTmp_takesTheHomesCache() throws IOException {
    assertThat(noexec(jvm(), tmp).run()).contains(GOOD);
    assertNothingLeft();
  }

  @Test
  @Requires(ring = "binding", value = Need.ROOT, tools = "unshare")
  void load_noexecEverywhere_namesEachDirectory() throws IOException {
    String refusal = refusal(noexec(jvm(), tmp, home, work));

    assertThat(refusal)
        .startsWith("java.lang.UnsatisfiedLinkError: usdt4j cannot load linux-x86_64/")
        .contains(
            tmp + " (mounted noexec)",
            home + "/.cache/usdt4j (mounted noexec)",
            work + " (mounted noexec)")
        .endsWith(
            "; set -Dusdt4j.nativeDir to a directory that is writable and not mounted noexec");
    assertNothingLeft();
  }

  @Test
  void load_noDirectoryAtAll_namesEachDirectory() {
    String refusal = refusal(nowhereElse(jvm()).property("usdt4j.nativeDir", "/proc/own"));

    assertThat(refusal)
        .startsWith("java.lang.UnsatisfiedLinkError: usdt4j cannot load linux-x86_64/")
        .contains("/proc/own (", "/proc/tmp (", "/proc/home/.cache/usdt4j (", "/proc/work (");
  }

  @Test
  void load_missingLibrary_saysSo() throws IOException {
    Path binding = unpack();
    Files.delete(library(binding, "linux-x86_64"));

    assertThat(refusal(jvm().classPath(binding, JAVACPP, TESTS)))
        .isEqualTo(
            "java.lang.UnsatisfiedLinkError: usdt4j-native is not whole: linux-x86_64/libjniusdt.so"
                + " is not on the class path; have its jar there as it was published");
  }

  @Test
  void load_unknownPlatform_saysSo() {
    assertThat(refusal(jvm().property("os.arch", "riscv64")))
        .isEqualTo(
            "java.lang.UnsatisfiedLinkError: usdt4j has native libraries for Linux on x86-64 and"
                + " arm64 only, and this is Linux on riscv64; run the application there to have"
                + " probes");
  }

  @Test
  void load_otherArchitecturesLibrary_isRefused() throws IOException {
    Path binding = unpack();
    // Machine 183 of the ELF header: AArch64.
    byte[] elf = Files.readAllBytes(library(binding, "linux-x86_64"));
    elf[18] = (byte) 183;
    Files.write(library(binding, "linux-x86_64"), elf);

    assertThat(refusal(jvm().classPath(binding, JAVACPP, TESTS)))
        .startsWith("java.lang.UnsatisfiedLinkError: usdt4j cannot load linux-x86_64/")
        .contains("Possible cause: can't load AARCH64 .so on a AMD 64 platform")
        .endsWith("; have the jar of usdt4j-native on the class path as it was published");
    assertNothingLeft();
  }

  @Test
  void load_damagedLibrary_isRefused() throws IOException {
    Path binding = unpack();
    Files.writeString(library(binding, "linux-x86_64"), "no library at all");

    assertThat(refusal(jvm().classPath(binding, JAVACPP, TESTS)))
        .startsWith("java.lang.UnsatisfiedLinkError: usdt4j cannot load linux-x86_64/");
    assertNothingLeft();
  }

  @Test
  @Requires(ring = "binding", tools = "gcc")
  void load_libraryForANewerGlibc_saysWhichIsNeeded() throws IOException {
    Path binding = unpack();
    Path libc = Files.writeString(directory.resolve("libc.c"), "void newest(void) {}");
    Path version = Files.writeString(directory.resolve("version"), "GLIBC_9.99 { newest; };");
    Path user =
        Files.writeString(
            directory.resolve("user.c"), "void newest(void); void use(void) { newest(); }");
    Path stub = directory.resolve("libc.so.6");
    compile(libc, stub, "-Wl,-soname,libc.so.6", "-Wl,--version-script=" + version);
    compile(user, library(binding, "linux-x86_64"), stub.toString());

    assertThat(refusal(jvm().classPath(binding, JAVACPP, TESTS)))
        .startsWith(
            "java.lang.UnsatisfiedLinkError: usdt4j cannot load linux-x86_64/libjniusdt.so: it needs"
                + " glibc 2.17 or newer, which this system has not (")
        .contains("version `GLIBC_9.99' not found")
        .endsWith("; run the application on a newer system or base image");
    assertNothingLeft();
  }

  @Test
  @Requires(ring = "binding", tools = "prlimit")
  void load_fileSizeLimited_namesTheLimit() throws IOException {
    assertThat(refusal(jvm().prefix("prlimit", "--fsize=10000")))
        .startsWith("java.lang.UnsatisfiedLinkError: usdt4j cannot load linux-x86_64/")
        .contains(tmp + " (IOException: File too large)")
        .endsWith("; raise the limit of this process's file size (ulimit -f) to 2 MiB or more");
    assertNothingLeft();
  }

  @Test
  void load_modulePath_works() {
    assertThat(modular().run()).contains(GOOD);
  }

  @Test
  @Requires(ring = "binding", value = Need.JDK_25)
  void load_onJdk25_warnsAtMost() {
    List<String> lines = on25(jvm()).run();

    assertThat(lines).contains(GOOD);
    assertThat(lines).noneMatch(line -> line.contains("Unsafe"));
  }

  @Test
  @Requires(ring = "binding", value = Need.JDK_25)
  void load_nativeAccessEnabled_isSilent() {
    assertThat(on25(jvm()).options("--enable-native-access=ALL-UNNAMED").run())
        .contains(GOOD)
        .noneMatch(line -> line.startsWith("WARNING"));
  }

  @Test
  @Requires(ring = "binding", value = Need.JDK_25)
  void load_nativeAccessDenied_isALinkageErrorThatNamesTheOption() {
    assertThat(refusal(on25(jvm()).options("--illegal-native-access=deny")))
        .startsWith("java.lang.UnsatisfiedLinkError: usdt4j may not load its native library: ")
        .endsWith("; start java with --enable-native-access=ALL-UNNAMED");
    assertThat(refusal(on25(modular()).options("--illegal-native-access=deny")))
        .endsWith("; start java with --enable-native-access=" + MODULE);
  }

  @Test
  @Requires(ring = "binding", value = Need.JDK_25)
  void load_onlyOurModuleEnabled_works() {
    Jvm jvm =
        on25(modular()).options("--illegal-native-access=deny", "--enable-native-access=" + MODULE);

    assertThat(jvm.run()).contains(GOOD);
  }

  private Jvm jvm() {
    return Jvm.main(UseBinding.class)
        .quickToStart()
        .classPath(BINDING, JAVACPP, TESTS)
        .property("java.io.tmpdir", tmp)
        .property("user.home", home)
        .directory(work);
  }

  /** The binding and JavaCPP as modules, the program on the class path. */
  private Jvm modular() {
    return jvm()
        .classPath(TESTS)
        .options("--module-path", BINDING + ":" + JAVACPP, "--add-modules", MODULE);
  }

  private static Jvm on25(Jvm jvm) {
    return jvm.home(Jdks.find(25).orElseThrow());
  }

  private static Jvm nowhereElse(Jvm jvm) {
    return jvm.property("java.io.tmpdir", "/proc/tmp")
        .property("user.home", "/proc/home")
        .property("user.dir", "/proc/work");
  }

  /** In a mount name space of its own, which ends with it. */
  private static Jvm noexec(Jvm jvm, Path... directories) {
    StringBuilder mounts = new StringBuilder("set -e; ");
    for (Path directory : directories) {
      mounts.append("mount -t tmpfs -o noexec tmpfs '").append(directory).append("'; ");
    }
    return jvm.prefix("unshare", "--mount", "sh", "-c", mounts + "exec \"$@\"", "sh");
  }

  private static String refusal(Jvm jvm) {
    List<String> lines = jvm.run();
    assertThat(lines).contains("held: 0");
    List<String> refusals = lines.stream().filter(line -> line.startsWith("refused: ")).toList();
    assertThat(refusals).as(() -> String.join("\n", lines)).hasSize(1);
    return refusals.get(0).substring("refused: ".length());
  }

  /** A copy of the binding's classes and libraries that can be changed. */
  private Path unpack() throws IOException {
    Path copy = directory.resolve("binding");
    try (FileSystem jar = FileSystems.newFileSystem(BINDING);
        Stream<Path> paths = Files.walk(jar.getPath("/"))) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        Path target = copy.resolve(path.toString().substring(1));
        Files.createDirectories(target.getParent());
        Files.copy(path, target);
      }
    }
    return copy;
  }

  private static void compile(Path source, Path target, String... more) {
    List<String> command = new ArrayList<>(List.of(Tools.path("gcc"), "-shared", "-fPIC"));
    Collections.addAll(command, "-nostdlib", "-o", target.toString(), source.toString());
    Collections.addAll(command, more);
    Child.run(command.toArray(String[]::new));
  }

  private static Path library(Path binding, String platform) {
    return binding.resolve("io/github/usdt4j/binding/" + platform + "/libjniusdt.so");
  }

  private void assertNothingLeft() throws IOException {
    for (Path used : List.of(tmp, home, work)) {
      try (Stream<Path> paths = Files.walk(used)) {
        assertThat(paths.map(path -> path.getFileName().toString()))
            .noneMatch(name -> name.contains("usdt4j") || name.endsWith(".so"));
      }
    }
  }
}
