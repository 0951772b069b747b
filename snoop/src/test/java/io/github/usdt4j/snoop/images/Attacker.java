package io.github.usdt4j.snoop.images;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.OtherUser;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process of a user without privileges that maps what it is told to, fires the probes there, and
 * does worse ({@code attacker.c}); with a directory of that user.
 */
public final class Attacker implements AutoCloseable {
  /** A user whom nothing else belongs to. */
  public static final int USER = 65_533;

  private static final int PAGE = 4096;
  private static final int LONG_PATH = 3500;

  private final TemporaryDirectory directory = new TemporaryDirectory();
  private final Child child;
  private int answers;

  /** Starts it. */
  public Attacker() {
    this(List.of(), "attacker", List.of());
  }

  /**
   * Starts another program of {@code src/test/c} beside an image, {@code good.so}.
   *
   * @param prefix a command that root runs it below
   */
  public Attacker(List<String> prefix, String program, MadeImage image, String... arguments) {
    this(prefix, program, List.of(arguments), image);
  }

  private Attacker(
      List<String> prefix, String program, List<String> arguments, MadeImage... images) {
    for (MadeImage image : images) {
      write(image, "good.so");
    }
    List<String> command = new ArrayList<>(prefix);
    command.addAll(OtherUser.command(USER, "--"));
    command.add(give(copy(compile(program))).toString());
    command.addAll(arguments);
    give(directory.path());
    child = Child.start(new ProcessBuilder(command).directory(directory.path().toFile()));
    awaitAnswer("ready");
  }

  private static Path compile(String program) {
    Path binary = Path.of("target/c", program);
    try {
      List<Path> sources = sources(program);
      if (!Files.exists(binary) || isOlder(binary, sources)) {
        Files.createDirectories(binary.getParent());
        compile(sources, binary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return binary;
  }

  /** Other JVMs that run tests use the program, too: they must not meet half of it. */
  private static void compile(List<Path> sources, Path binary) throws IOException {
    try (TemporaryDirectory directory = new TemporaryDirectory(binary.getParent())) {
      Path whole = directory.path().resolve(binary.getFileName());
      List<String> command =
          new ArrayList<>(
              List.of("gcc", "-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-pthread"));
      command.addAll(List.of("-o", whole.toString()));
      sources.stream()
          .map(Path::toString)
          .filter(name -> name.endsWith(".c"))
          .forEach(command::add);
      Child.run(command.toArray(String[]::new));
      Files.move(whole, binary, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** A program is a file, or a directory with its parts. */
  private static List<Path> sources(String program) throws IOException {
    Path directory = Path.of("src/test/c", program);
    if (!Files.isDirectory(directory)) {
      return List.of(Path.of("src/test/c", program + ".c"));
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static boolean isOlder(Path binary, List<Path> sources) throws IOException {
    for (Path source : sources) {
      if (Files.getLastModifiedTime(binary).compareTo(Files.getLastModifiedTime(source)) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Where its user may run it, whatever the rights above the sources. */
  private Path copy(Path binary) {
    try {
      Path copy = directory.path().resolve(binary.getFileName());
      return Files.copy(binary, copy, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a file the user's. */
  public static Path give(Path file) {
    try {
      Files.setAttribute(file, "unix:uid", USER);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long pid() {
    return child.pid();
  }

  public Child child() {
    return child;
  }

  /** A file of its user. */
  public Path file(String name) {
    return directory.path().resolve(name);
  }

  /** Writes an image to a file of its user. */
  public Path write(MadeImage image, String name) {
    return give(image.write(file(name)));
  }

  /** Maps an image as the loader does. */
  public void map(MadeImage image, Path file, long base) {
    place(file, base, 0, PAGE, "r--");
    place(file, base + MadeImage.HEAD, MadeImage.HEAD, image.sem() - MadeImage.HEAD, "r-x");
    place(file, base + image.sem(), image.sem(), image.mappedEnd() - image.sem(), "rw-");
  }

  /** Maps a part of a file. */
  public void place(Path file, long address, long offset, long length, String protection) {
    ask("place %s %d %d %d %s".formatted(hex(file), address, offset, length, protection));
  }

  /** Maps a page of a file to be executed so many times, each behind a hole. */
  public void placeOften(Path file, long address, long offset, int count) {
    ask("often %s %d %d %d".formatted(hex(file), address, offset, count));
  }

  /** Writes a file whose path is as long as it may be, and four times as long in maps. */
  public Path writeFarBelow() {
    Path below = directory.path();
    try {
      while (below.toString().length() < LONG_PATH) {
        below = give(Files.createDirectory(below.resolve("\n".repeat(200))));
      }
      return give(Files.write(below.resolve("file"), new byte[PAGE]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes so many children, which do nothing until it ends. */
  public void makeFamily(int children) {
    ask("family " + children);
  }

  /** Calls the site of a probe with a record. */
  public void fire(long address, String json) {
    ask("fire %d %s".formatted(address, hex(json)));
  }

  /** Lets it obey a command; fails when it cannot. */
  public String ask(String command) {
    child.send(command);
    return awaitAnswer("ok");
  }

  /** Waits for its next line, which begins like that. */
  public String awaitAnswer(String start) {
    int index = answers++;
    Await.until(
        () -> start + "; there is: " + child.text(),
        () -> child.lines().size() > index || !child.isAlive());
    if (child.lines().size() <= index || !child.lines().get(index).startsWith(start)) {
      throw new AssertionError("no " + start + ": " + child.text());
    }
    return child.lines().get(index);
  }

  /** A path as it takes one. */
  public static String hex(Path file) {
    return hex(file.toString());
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes of its memory. */
  public byte[] memory(long address, int length) {
    try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid() + "/mem", "r")) {
      byte[] bytes = new byte[length];
      memory.seek(address);
      memory.readFully(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it and removes its files. */
  @Override
  public void close() {
    child.close();
    directory.close();
  }
}
