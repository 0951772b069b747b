package io.github.usdt4j.binding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;

/**
 * Loads the bundled JNI library of this platform. It stands in for JavaCPP's class of the same name
 * in the generated code, which fails when JavaCPP sits in a parent class loader, gives up at the
 * first {@code noexec} directory, and trusts what an earlier version left in its cache.
 *
 * <p>The library is copied to a directory of its own (mode 0700, random name) below the first of
 * {@code usdt4j.nativeDir}, {@code java.io.tmpdir}, {@code ~/.cache/usdt4j} and the working
 * directory from which it can be loaded; the copy is deleted at once.
 */
public final class Loader {
  private static final String DIRECTORY_PROPERTY = "usdt4j.nativeDir";
  private static final Set<String> PLATFORMS = Set.of("linux-x86_64", "linux-arm64");

  private static volatile boolean loaded;

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
    for (String directory : directories()) {
      try {
        ExtractedLibrary.load(library, Path.of(directory).toAbsolutePath());
        loaded = true;
        return;
      } catch (IllegalCallerException e) {
        throw (UnsatisfiedLinkError)
            new UnsatisfiedLinkError(
                    "usdt4j may not load its native library: "
                        + e.getMessage()
                        + "; start java with --enable-native-access="
                        + moduleName())
                .initCause(e);
      } catch (IOException | RuntimeException | LinkageError e) {
        LoadFailure failure = LoadFailure.of(directory, e);
        if (!failure.isOfDirectory()) {
          throw (UnsatisfiedLinkError)
              new UnsatisfiedLinkError(
                      "usdt4j cannot load %s: %s; %s"
                          .formatted(library, failure.words(), failure.advice()))
                  .initCause(e);
        }
        tried.add("%s (%s)".formatted(directory, failure.words()));
        advice = failure.advice();
      }
    }
    throw new UnsatisfiedLinkError(
        "usdt4j cannot load %s from %s; %s".formatted(library, String.join(", ", tried), advice));
  }

  private static String missing(String library) {
    return PLATFORMS.contains(platform())
        ? "usdt4j-native is not whole: %s is not on the class path; have its jar there as it was published"
            .formatted(library)
        : "usdt4j has native libraries for Linux on x86-64 and arm64 only, and this is %s on %s; run the application there to have probes"
            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /**
   * Ends the thread that would keep a stopped web application's class loader alive: JavaCPP starts
   * "JavaCPP Deallocator" when our library is loaded. To be called when the application is about to
   * go for good, since JavaCPP cannot start the thread again; the binding itself goes on working.
   *
   * <p>Does nothing where the thread may serve others: when JavaCPP belongs to another class loader
   * or to the application class loader, and when native objects made through JavaCPP are alive. In
   * a server's class loader the thread holds, before Java 24, the first application that made
   * JavaCPP start it, and none of the later ones.
   */
  public static void release() {
    ClassLoader own = Loader.class.getClassLoader();
    // Without the first test the others would start the thread.
    if (loaded
        && own != ClassLoader.getSystemClassLoader()
        && own == Pointer.class.getClassLoader()
        && Pointer.totalCount() == 0) {
      Pointer.interruptDeallocatorThread();
    }
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
    directories.add(System.getProperty("user.home", "") + "/.cache/usdt4j");
    directories.add(System.getProperty("user.dir", ""));
    return directories;
  }

  private static String moduleName() {
    Module module = Loader.class.getModule();
    return module.isNamed() ? module.getName() : "ALL-UNNAMED";
  }
}
