package io.github.usdt4j.tracertests.survival;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.binding.Native;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/**
 * A directory with all that a JVM works with, in a place that every user may read; and the ways to
 * make life hard for it. What is mounted is so in a name space that ends with the JVM.
 */
final class Surroundings {
  /** A user and group without rights. */
  static final int NOBODY = 65534;

  private static final String LIBRARIES = "io/github/usdt4j/binding/";

  final Path root;
  final Path jars;
  final Path images;
  final Path tmp;
  final Path home;
  final Path work;
  final Path victim;

  Surroundings(Path root) throws IOException {
    this.root = Files.setPosixFilePermissions(root, fromString("rwxr-xr-x"));
    jars = make("jars");
    images = make("images");
    tmp = make("tmp");
    home = make("home");
    work = make("work");
    victim = make("victim");
    Files.writeString(victim.resolve("treasure"), "untouched");
    copyJar(Native.class, "binding.jar");
    copyJar(Usdt.class, "core.jar");
    copyJar(Pointer.class, "javacpp.jar");
    copyClass(Survivor.class, make("program"));
    copyClass(Launcher.class, make("launcher"));
  }

  /** The survivor, with everything at its best. */
  Jvm jvm() {
    return jvm("survivor");
  }

  Jvm jvm(String... arguments) {
    return at(Jvm.main(Survivor.class).classPath(program(), core(), binding(), javacpp()))
        .arguments(arguments);
  }

  /** The same with other classes and libraries of the binding. */
  Jvm jvmWith(Path otherBinding) {
    return jvm().classPath(program(), core(), otherBinding, javacpp());
  }

  /** Survivors in class loaders of their own; JavaCPP is in their parent. */
  Jvm launcher(int survivors) {
    return at(Jvm.main(Launcher.class).classPath(root.resolve("launcher"), javacpp()))
        .arguments("" + survivors, "survivor", program() + ":" + core() + ":" + binding());
  }

  /** Another main class or module in these directories. */
  Jvm at(Jvm jvm) {
    return jvm.quickToStart()
        .property("usdt4j.dir", images)
        .property("java.io.tmpdir", tmp)
        .property("user.home", home)
        .directory(work);
  }

  Path program() {
    return root.resolve("program");
  }

  Path binding() {
    return jars.resolve("binding.jar");
  }

  /** As a user without rights, who owns the directories that a JVM writes to. */
  Jvm asNobody(Jvm jvm) {
    Stream.of(images, tmp, home, work).forEach(Surroundings::giveAway);
    return powerless(jvm);
  }

  /** As a user without rights, who may write nowhere. */
  Jvm powerless(Jvm jvm) {
    String id = Integer.toString(NOBODY);
    // Its performance data would leave a directory in /tmp.
    return jvm.options("-XX:-UsePerfData")
        .prefix("setpriv", "--reuid", id, "--regid", id, "--clear-groups");
  }

  /** After a script, which may mount; its variable {@code $root} is the directory of all this. */
  Jvm after(String script, Jvm jvm) {
    String line = "set -e; root='" + root + "'; " + script + "; exec \"$@\"";
    return jvm.prefix("unshare", "--mount", "sh", "-c", line, "sh");
  }

  static void giveAway(Path path) {
    Child.run("chown", NOBODY + ":" + NOBODY, path.toString());
  }

  static void permit(Path path, String permissions) {
    try {
      Files.setPosixFilePermissions(path, fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of the binding with another file, or none (null), in place of a platform's library. */
  Path bindingWith(String platform, Path library) {
    try {
      Path copy = make("other");
      try (FileSystem jar = FileSystems.newFileSystem(binding());
          Stream<Path> paths = Files.walk(jar.getPath("/"))) {
        for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
          Path target = copy.resolve(path.toString().substring(1));
          Files.createDirectories(target.getParent());
          Files.copy(path, target);
        }
      }
      Path replaced = library(copy, platform);
      Files.delete(replaced);
      if (library != null) {
        Files.copy(copy.resolve(library), replaced);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class of the binding as a version would have it that knows none of today's functions. */
  Path otherVersion() {
    try {
      Path directory = make("other-version");
      Path source = directory.resolve("Native.java");
      Files.writeString(source, "package io.github.usdt4j.binding; public class Native {}");
      ModulePath.javac("--release", "17", "-d", directory.toString(), source.toString());
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A library that loads and has nothing of ours. */
  Path emptyLibrary() {
    try {
      Path source = Files.writeString(root.resolve("empty.c"), "int usdt4j_empty;");
      Path library = root.resolve("empty.so");
      Child.run("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString());
      return library;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path library(Path binding, String platform) {
    return binding.resolve(LIBRARIES + platform + "/libjniusdt.so");
  }

  Path core() {
    return jars.resolve("core.jar");
  }

  Path javacpp() {
    return jars.resolve("javacpp.jar");
  }

  private Path make(String name) throws IOException {
    return Files.setPosixFilePermissions(
        Files.createDirectory(root.resolve(name)), fromString("rwxr-xr-x"));
  }

  private void copyJar(Class<?> type, String name) throws IOException {
    Files.copy(Jvm.locationOf(type), jars.resolve(name));
    permit(jars.resolve(name), "rw-r--r--");
  }

  private static void copyClass(Class<?> type, Path to) throws IOException {
    Path file = Path.of(type.getName().replace('.', '/') + ".class");
    Files.createDirectories(to.resolve(file).getParent());
    Files.copy(Jvm.locationOf(type).resolve(file), to.resolve(file));
  }
}
