package io.github.usdt4j.testsupport;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes a child JVM to be started. By default it has the JDK and the class path of the test.
 */
public final class Jvm {
  private final List<String> prefix = new ArrayList<>();
  private final List<String> main = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path home = Jdks.current();
  private String classPath = System.getProperty("java.class.path");
  private File directory;

  private Jvm(String... main) {
    Collections.addAll(this.main, main);
  }

  /** Runs the main method of a class. */
  public static Jvm main(Class<?> type) {
    return new Jvm(type.getName());
  }

  /** Runs the main method of a class that is on its class path only. */
  public static Jvm main(String type) {
    return new Jvm(type);
  }

  /** Runs a jar. */
  public static Jvm jar(Path jar) {
    return new Jvm("-jar", jar.toString()).classPath();
  }

  /** Runs {@code module/main.class}; the module path is an option. */
  public static Jvm module(String moduleAndClass) {
    return new Jvm("--module", moduleAndClass).classPath();
  }

  /** Returns the directory or jar that a class was loaded from. */
  public static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets the class path; without arguments the JVM has none at all. */
  public Jvm classPath(Path... entries) {
    classPath =
        Arrays.stream(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return this;
  }

  /**
   * Sets the class path of the test, with these entries instead of the jars whose names begin so.
   */
  public Jvm classPathWithout(String prefix, Path... instead) {
    Stream<Path> others =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(entry -> !entry.getFileName().toString().startsWith(prefix));
    return classPath(Stream.concat(Arrays.stream(instead), others).toArray(Path[]::new));
  }

  /** Sets the JDK that runs the program. */
  public Jvm home(Path jdk) {
    home = jdk;
    return this;
  }

  /** Adds options of java, which come before the main class. */
  public Jvm options(String... more) {
    Collections.addAll(options, more);
    return this;
  }

  /** Optimizes little: for programs that have done their work before more than that pays. */
  public Jvm quickToStart() {
    return options("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
  }

  /** Adds a system property. */
  public Jvm property(String name, Object value) {
    return options("-D" + name + "=" + value);
  }

  /** Arguments of the main method. */
  public Jvm arguments(String... more) {
    Collections.addAll(arguments, more);
    return this;
  }

  /** Adds an environment variable. */
  public Jvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Sets the working directory. */
  public Jvm directory(Path path) {
    directory = path.toFile();
    return this;
  }

  /** Sets a command that runs java, such as {@code unshare --mount sh -c '... exec "$@"' sh}. */
  public Jvm prefix(String... command) {
    Collections.addAll(prefix, command);
    return this;
  }

  /** Starts it. */
  public Child start() {
    ProcessBuilder builder = new ProcessBuilder(command()).directory(directory);
    // They would make java write a line that no test expects.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    return Child.start(builder);
  }

  /** Runs it to its end. */
  public List<String> run() {
    try (Child child = start()) {
      int status = child.awaitExit();
      if (status != 0) {
        throw new AssertionError("java ended with " + status + ":\n" + child.text());
      }
      return child.lines();
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(prefix);
    command.add(home.resolve("bin/java").toString());
    command.addAll(options);
    if (!classPath.isEmpty()) {
      Collections.addAll(command, "-cp", classPath);
    }
    command.addAll(main);
    command.addAll(arguments);
    return command;
  }
}
