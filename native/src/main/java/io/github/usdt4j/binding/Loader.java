package io.github.usdt4j.binding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Loads the bundled JNI library of this platform. It stands in for JavaCPP's class of the same name
 * in the generated code, which fails when JavaCPP sits in a parent class loader, gives up at the
 * first {@code noexec} directory, and trusts what an earlier version left in its cache.
 *
 * <p>The library is copied to a directory of its own (mode 0700, random name) below the first of
 * {@code usdt4j.nativeDir}, {@code java.io.tmpdir}, {@code ~/.cache/usdt4j} and the working
 * directory that no other user can replace and from which it can be loaded; the copy is deleted at
 * once. Where there is no such directory, but one that all users may write to, the library is
 * loaded from a file without a name.
 */
public final class Loader {
  private static final String DIRECTORY_PROPERTY = "usdt4j.nativeDir";
  private static final Set<String> PLATFORMS = Set.of("linux-x86_64", "linux-arm64");

  private Loader() {}

  /**
   * Loads the library; for the class initialiser of {@code Native}, which throws what this throws.
   *
   * @throws UnsatisfiedLinkError naming everything that was tried
   */
  static void load() {
    // Set by JavaCPP's builder, which reads the class before there is a library.
    if ("false".equals(System.getProperty("org.bytedeco.javacpp.loadlibraries"))) {
      return;
    }
    String library = platform() + "/" + System.mapLibraryName("jniusdt");
    if (Loader.class.getResource(library) == null) {
      throw new UnsatisfiedLinkError(missing(library));
    }
    String advice = "";
    List<String> tried = new ArrayList<>();
    List<Path> shared = new ArrayList<>();
    for (String directory : directories()) {
      try {
        ExtractedLibrary.load(library, Path.of(directory).toAbsolutePath());
        return;
      } catch (IOException | RuntimeException | LinkageError e) {
        LoadFailure failure = failure(library, directory, e);
        tried.add("%s (%s)".formatted(directory, failure.words()));
        advice = failure.advice();
        if (e instanceof UnsafeDirectoryException unsafe) {
          unsafe.shared().ifPresent(shared::add);
        }
      }
    }
    for (Path directory : shared) {
      try {
        NamelessLibrary.load(library, directory);
        return;
      } catch (IOException | RuntimeException | LinkageError e) {
        LoadFailure failure = failure(library, directory.toString(), e);
        tried.add("%s without a name (%s)".formatted(directory, failure.words()));
        advice = failure.advice();
      }
    }
    throw new UnsatisfiedLinkError(
        "usdt4j cannot load %s from %s; %s".formatted(library, String.join(", ", tried), advice));
  }

  /** Returns why an attempt failed; throws where another directory will do no better. */
  private static LoadFailure failure(String library, String directory, Throwable e) {
    if (e instanceof IllegalCallerException) {
      throw refusal(
          "usdt4j may not load its native library: %s; start java with --enable-native-access=%s"
              .formatted(e.getMessage(), moduleName()),
          e);
    }
    LoadFailure failure = LoadFailure.of(directory, e);
    if (!failure.isOfDirectory()) {
      throw refusal(
          "usdt4j cannot load %s: %s; %s".formatted(library, failure.words(), failure.advice()), e);
    }
    return failure;
  }

  private static UnsatisfiedLinkError refusal(String message, Throwable cause) {
    return (UnsatisfiedLinkError) new UnsatisfiedLinkError(message).initCause(cause);
  }

  private static String missing(String library) {
    return PLATFORMS.contains(platform())
        ? "usdt4j-native is not whole: %s is not on the class path; have its jar there as it was published"
            .formatted(library)
        : "usdt4j has native libraries for Linux on x86-64 and arm64 only, and this is %s on %s; run the application there to have probes"
            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).replace(" ", "");
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return os
        + "-"
        + switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> arch;
        };
  }

  private static List<String> directories() {
    List<String> directories = new ArrayList<>();
    String own = System.getProperty(DIRECTORY_PROPERTY, "");
    if (!own.isEmpty()) {
      directories.add(own);
    }
    directories.add(System.getProperty("java.io.tmpdir", "/tmp"));
    String home = System.getProperty("user.home", "");
    // "?" for a user whom the system does not know.
    if (home.startsWith("/")) {
      directories.add(home + "/.cache/usdt4j");
    }
    directories.add(System.getProperty("user.dir", ""));
    return directories;
  }

  private static String moduleName() {
    Module module = Loader.class.getModule();
    return module.isNamed() ? module.getName() : "ALL-UNNAMED";
  }
}
