package io.github.usdt4j.snoop;

import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.ImageFile;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** A process that has copies of an image under names of its choice, and fires their probes. */
final class HostileProcess implements AutoCloseable {
  /** Debian's own, whatever else is on the PATH. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final Path PROGRAM =
      Path.of("src/test/resources/mapper.py").toAbsolutePath().normalize();

  private final Path directory;
  private final String first;
  private final Child child;
  private final List<ProbeNote> probes;
  private final List<Long> bases;
  private int answers;

  private HostileProcess(Path directory, String first, Child child, List<ProbeNote> probes) {
    this.directory = directory;
    this.first = first;
    this.child = child;
    this.probes = probes;
    bases = bases(child);
  }

  /**
   * Starts it.
   *
   * @param name what it calls itself
   * @param original of the copies
   * @param directory that is removed with it
   * @param below name of the copies' directory in that
   * @param files the copies' names
   */
  static HostileProcess start(
      String name, TracedApp original, Path directory, String below, List<String> files) {
    TracedProcess found = new Processes().find(original.pid()).orElseThrow();
    Image image = found.images().get(0);
    List<String> command = new ArrayList<>(List.of("bash", "-c", "exec -a \"$0\" \"$@\"", name));
    command.addAll(List.of(PYTHON, PROGRAM.toString(), image.path()));
    // Plain ASCII: what Java makes of other arguments depends on the locale.
    files.forEach(file -> command.add(base64(directory + "/" + below + "/" + file)));
    String first = directory + "/" + below + "/" + files.get(0);
    Child child = Child.start(new ProcessBuilder(command));
    try {
      return new HostileProcess(directory, first, child, probes(original.pid(), image));
    } catch (AssertionError e) {
      end(child, directory);
      throw e;
    }
  }

  private static List<ProbeNote> probes(long pid, Image image) {
    List<ProbeNote> probes = new ArrayList<>();
    try (ImageFile file = ImageFile.toShow(pid, image)) {
      file.read(probes::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return probes;
  }

  /** Where it has mapped the copies. */
  private static List<Long> bases(Child child) {
    String[] words = child.awaitLine("ready").split(" ", -1);
    return Stream.of(words).skip(1).map(Long::decode).toList();
  }

  long pid() {
    return child.pid();
  }

  /** Fires a probe of every image; {@code #} in an argument becomes the number of the image. */
  void fire(String probe, String... arguments) {
    ProbeNote note =
        probes.stream()
            .filter(one -> one.provider().equals("log") && one.name().equals(probe))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < bases.size(); i++) {
      StringBuilder line = new StringBuilder(Long.toHexString(bases.get(i) + note.site()));
      for (String argument : arguments) {
        line.append(' ').append(base64(argument.replace("#", Integer.toString(i))));
      }
      ask(line.toString());
    }
  }

  /** Maps another copy over each image. */
  void swap() {
    bases.forEach(base -> ask("swap " + Long.toHexString(base)));
  }

  private void ask(String line) {
    child.send(line);
    answers++;
    Await.until(
        () -> "an answer of " + child.text(),
        () -> child.lines().size() > answers || !child.isAlive());
  }

  /** Writes over what its first image says of its probes; both texts have the same length. */
  void change(String text, String other) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(first, "rw")) {
      byte[] content = new byte[(int) file.length()];
      file.readFully(content);
      int at = new String(content, StandardCharsets.ISO_8859_1).indexOf(text);
      file.seek(at);
      file.write(other.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Ends it and removes its files. */
  @Override
  public void close() {
    end(child, directory);
  }

  private static void end(Child child, Path directory) {
    child.close();
    Child.run("rm", "-rf", directory.toString());
  }
}
