package io.github.usdt4j.testsupport.twin;

import io.github.usdt4j.testsupport.Jvm;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Runs an application of {@code tools/twin} as twins, and prints what it has found; the status is 1
 * when something differs. {@code tools/twin/run} calls it.
 */
public final class TwinCommand {
  private static final Pattern PATHS = Pattern.compile(":");
  private static final Pattern WORDS = Pattern.compile(" +");

  private final Path folder;
  private final Properties properties;
  private final List<Path> classPath;

  private TwinCommand(Path folder, List<Path> classPath) throws IOException {
    this.folder = folder;
    this.classPath = classPath;
    properties = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.resolve("twin.properties"))) {
      properties.load(reader);
    }
  }

  /**
   * The arguments are the application's folder with its {@code twin.properties}, its class path, an
   * empty directory, where what the twins write is left, and {@code true} where our appender is
   * attached, and not on the class path.
   */
  public static void main(String[] arguments) throws IOException {
    List<Path> classPath = PATHS.splitAsStream(arguments[1]).map(Path::of).toList();
    Path directory = Path.of(arguments[2]);
    TwinProgram program = new TwinCommand(Path.of(arguments[0]), classPath).program();
    if (Boolean.parseBoolean(arguments[3])) {
      program = program.attached();
    }
    TwinResult result = TwinRun.in(directory, program);
    print(result);
    Files.write(directory.resolve("unequal-kinds.txt"), result.unequalKinds());
    System.exit(result.differences().isEmpty() ? 0 : 1);
  }

  private TwinProgram program() {
    TwinProgram program =
        TwinProgram.of(frameworks(), this::jvm)
            .alikeBy(Likeness.valueOf(required("likeness")))
            .options(optional("appender"));
    if (!optional("log").isEmpty()) {
      program = program.logAlikeBy(Likeness.valueOf(optional("log")));
    }
    if (!optional("optional").isEmpty()) {
      program = program.optional(optional("optional"));
    }
    replacements("replace", program::replacing);
    replacements("rendering", program::rendering);
    return program;
  }

  private void replacements(String name, BiConsumer<String, String> adding) {
    for (String replaced : optional(name).split("\n", -1)) {
      if (!replaced.isEmpty()) {
        String[] parts = replaced.strip().split(" => ", 2);
        adding.accept(parts[0], parts[1]);
      }
    }
  }

  private Jvm jvm(Path directory) {
    String agent = optional("agent");
    List<Path> application =
        classPath.stream().filter(entry -> agent.isEmpty() || !isNamed(entry, agent)).toList();
    List<String> options =
        new ArrayList<>(
            classPath.stream()
                .filter(entry -> !application.contains(entry))
                .map(entry -> "-javaagent:" + entry)
                .toList());
    WORDS.splitAsStream(optional("options")).filter(word -> !word.isEmpty()).forEach(options::add);
    return main(application).options(options.toArray(String[]::new)).directory(directory);
  }

  private Jvm main(List<Path> application) {
    String main = required("main");
    String jar = optional("jar");
    if (!jar.isEmpty()) {
      return TwinProgram.gatedJar(main, folder.resolve(jar).toAbsolutePath());
    }
    return optional("gate").equals("own")
        ? TwinProgram.atOwnGate(main, application.toArray(Path[]::new))
        : TwinProgram.gated(main, application.toArray(Path[]::new));
  }

  private List<TwinFramework> frameworks() {
    return WORDS.splitAsStream(required("framework")).map(TwinFramework::valueOf).toList();
  }

  private static boolean isNamed(Path entry, String start) {
    return entry.getFileName().toString().startsWith(start);
  }

  private String required(String name) {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("twin.properties has no " + name);
    }
    return value;
  }

  private String optional(String name) {
    return properties.getProperty(name, "");
  }

  private static void print(TwinResult result) {
    System.out.printf(
        "%d events in the file of DEBUG, %d seen by the tracer at INFO (%d below the level), %d in the log%n",
        result.logged(), result.seen(), result.below(), result.lines());
    System.out.printf("%d kinds logged and seen unequally often%n", result.unequalKinds().size());
    System.out.printf("%d differences%n", result.differences().size());
    result.differences().forEach(System.out::println);
  }
}
