package io.github.usdt4j.tracertests.survival;

import static io.github.usdt4j.tracertests.survival.Outcome.IN_MEMORY;
import static io.github.usdt4j.tracertests.survival.Outcome.NO_OP;
import static io.github.usdt4j.tracertests.survival.Outcome.NO_OP_UNTOLD;
import static io.github.usdt4j.tracertests.survival.Outcome.WORKS;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.testsupport.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Something that a JVM with probes must survive.
 *
 * @param causes what the reason names, in the status or in the exception
 */
record Condition(
    String name, Outcome outcome, List<String> causes, Function<Surroundings, Jvm> jvm) {
  private static final String VERSION = Usdt.class.getPackage().getImplementationVersion();
  private static final String NO_SPACE = "No space left on device";
  private static final String READ_ONLY =
      "awk '{print $5}' /proc/self/mountinfo"
          + " | while read at; do mount -o remount,bind,ro \"$at\" 2>/dev/null || :; done"
          + "; ! touch $root/images/x $root/tmp/x /tmp/usdt4j-x 2>/dev/null";

  static Stream<Condition> all() {
    return Stream.of(libraries(), jars(), places(), owners(), loaders()).flatMap(part -> part);
  }

  private static Stream<Condition> libraries() {
    return Stream.of(
        no(
            "library missing",
            s -> s.jvmWith(s.bindingWith("linux-x86_64", null)),
            "usdt4j-native is not whole: linux-x86_64/libjniusdt.so is not on the class path",
            "; have its jar there as it was published"),
        no(
            "platform without library",
            s -> s.jvm().property("os.arch", "riscv64"),
            "native libraries for Linux on x86-64 and arm64 only, and this is Linux on riscv64",
            "; run the application there to have probes"),
        no(
            "library of another architecture",
            s ->
                s.jvmWith(
                    s.bindingWith(
                        "linux-x86_64", Surroundings.library(Path.of(""), "linux-arm64"))),
            "usdt4j cannot load linux-x86_64/libjniusdt.so",
            "can't load AARCH64 .so on a AMD 64 platform",
            "; have the jar of usdt4j-native on the class path as it was published"),
        no(
            "no directory for the library is writable",
            s -> s.powerless(s.jvm()),
            "/tmp (not writable for this user)",
            "; set -Dusdt4j.nativeDir to a directory that is writable and not mounted noexec"),
        no(
            "all directories for the library are noexec",
            s -> s.after("mount --bind $root $root; mount -o remount,bind,noexec $root", s.jvm()),
            "/tmp (mounted noexec)",
            "; set -Dusdt4j.nativeDir to a directory that is writable and not mounted noexec"),
        no(
            "all directories for the library are full",
            s ->
                s.after(
                    "for d in tmp home work; do mount -t tmpfs -o size=16k tmpfs $root/$d; done",
                    s.jvm()),
            "/tmp (no space left)",
            "; set -Dusdt4j.nativeDir to a directory that is writable and not mounted noexec"),
        new Condition(
            "read-only root",
            NO_OP_UNTOLD,
            List.of(
                "/tmp (read-only file system)",
                "; set -Dusdt4j.nativeDir to a directory that is writable and not mounted noexec"),
            s -> s.after(READ_ONLY, s.jvm())));
  }

  private static Stream<Condition> jars() {
    return Stream.of(
        no(
            "switched off",
            s -> s.jvm().property("usdt4j.disable", true),
            "switched off by usdt4j.disable=true; leave that out to have probes"),
        no(
            "usdt4j-native missing",
            s -> s.jvm().classPath(s.program(), s.core(), s.javacpp()),
            "usdt4j-native is not on the class path (no class io/github/usdt4j/binding/",
            "; add io.github.usdt4j:usdt4j-native:" + VERSION),
        no(
            "JavaCPP missing",
            s -> s.jvm().classPath(s.program(), s.core(), s.binding()),
            "JavaCPP is not on the class path (no class org/bytedeco/javacpp/",
            "; add org.bytedeco:javacpp, which usdt4j-native depends on"),
        no(
            "usdt4j-native of another version",
            s -> s.jvm().classPath(s.program(), s.core(), s.otherVersion(), s.javacpp()),
            "usdt4j-core and usdt4j-native do not fit together (java.lang.NoSuchMethodError: ",
            "; have both on the class path in version " + VERSION),
        no(
            "a library of another version",
            s -> s.jvmWith(s.bindingWith("linux-x86_64", s.emptyLibrary())),
            "usdt4j-core and usdt4j-native do not fit together (java.lang.UnsatisfiedLinkError: ",
            "; have both on the class path in version " + VERSION));
  }

  private static Stream<Condition> places() {
    return Stream.of(
        inMemory(
            "read-only root, with a tmpfs for the library",
            s -> s.after(READ_ONLY + "; mount -t tmpfs tmpfs $root/tmp", s.jvm()),
            "Read-only file system"),
        inMemory(
            "images on a noexec file system",
            s -> s.after("mount -t tmpfs -o noexec,mode=700 tmpfs $root/images", s.jvm()),
            "mounted noexec"),
        inMemory(
            "images on a full disk",
            s -> s.after("mount -t tmpfs -o size=64k,mode=700 tmpfs $root/images", s.jvm()),
            NO_SPACE),
        inMemory(
            "images in a directory without write permission",
            s -> {
              Jvm jvm = s.asNobody(s.jvm());
              Surroundings.permit(s.images, "r-xr-xr-x");
              return jvm;
            },
            "cannot be made: Permission denied"),
        inMemory(
            "a symlink in place of the directory of images",
            s -> s.jvm().property("usdt4j.dir", link(s.root.resolve("link"), s.victim)),
            "is a symlink or no directory, which is refused"),
        inMemory(
            "a symlink in place of the process's directory",
            // The shell's process becomes the JVM.
            s -> s.after("ln -s $root/victim $root/images/$$", s.jvm()),
            "cannot be made"),
        works(
            "a symlink in place of the image",
            s ->
                s.after(
                    "mkdir -m 700 $root/images/$$;"
                        + " ln -s $root/victim/treasure $root/images/$$/survivor.so",
                    s.jvm())));
  }

  private static Stream<Condition> owners() {
    return Stream.of(
        inMemory(
            "images in somebody else's directory",
            s -> {
              Surroundings.giveAway(s.images);
              return s.jvm();
            },
            "belongs to uid " + Surroundings.NOBODY + ", not to this process's uid 0"),
        inMemory(
            "images in a directory that others may write to",
            s -> {
              Surroundings.permit(s.images, "rwxrwxrwx");
              return s.jvm();
            },
            "others may write to it (mode 777)"),
        works("a user without rights", s -> s.asNobody(s.jvm())));
  }

  private static Stream<Condition> loaders() {
    return Stream.of(
        works("LC_ALL=C", s -> s.jvm().environment("LC_ALL", "C")),
        works(
            "a run-time image of java.base alone",
            s -> s.jvm().options("--limit-modules", "java.base")),
        works("no direct memory to speak of", s -> s.jvm().options("-XX:MaxDirectMemorySize=100")),
        works("JavaCPP in a parent class loader", s -> s.launcher(1)),
        works("module path", s -> ModulePath.jvm(s)));
  }

  private static Condition no(String name, Function<Surroundings, Jvm> jvm, String... causes) {
    return new Condition(name, NO_OP, List.of(causes), jvm);
  }

  private static Condition inMemory(
      String name, Function<Surroundings, Jvm> jvm, String... causes) {
    return new Condition(name, IN_MEMORY, List.of(causes), jvm);
  }

  private static Condition works(String name, Function<Surroundings, Jvm> jvm) {
    return new Condition(name, WORKS, List.of(), jvm);
  }

  private static Path link(Path at, Path to) {
    try {
      return Files.createSymbolicLink(at, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
