package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The fenced blocks of a document of this project, to be run and compared. */
public final class Readme {
  private static final Pattern BLOCK =
      Pattern.compile("^```\\w*\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private final Path file;
  private final String text;
  private final List<String> blocks;

  /** Of the document at this path below the root of the project. */
  public Readme(String path) {
    file = root().resolve(path);
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    blocks = BLOCK.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** The rows of the only table whose heading starts with these cells, without code marks. */
  public List<List<String>> table(String... heading) {
    String start = "| " + String.join(" | ", heading) + " |";
    List<String> lines = text.lines().toList();
    List<String> found = lines.stream().filter(line -> line.startsWith(start)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " tables of " + file + " start with " + start);
    }
    return lines.stream()
        .skip(lines.indexOf(found.get(0)) + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .map(row -> List.of(row.replace("`", "").split(" *\\| *", -1)))
        .map(cells -> cells.subList(1, cells.size() - 1))
        .toList();
  }

  /** The root of the project. */
  public static Path root() {
    return Path.of("").toAbsolutePath().getParent();
  }

  /** The lines of the only block that starts with this text. */
  public List<String> block(String start) {
    List<String> found = blocks.stream().filter(block -> block.startsWith(start)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " blocks of " + file + " start with " + start);
    }
    return found.get(0).lines().toList();
  }

  /** The text of the only block that starts with this text. */
  public String text(String start) {
    return String.join("\n", block(start)) + "\n";
  }

  /** All blocks that have this text. */
  public List<String> blocksWith(String part) {
    return blocks.stream().filter(block -> block.contains(part)).toList();
  }

  /** The only line of a block that starts with this text. */
  public String line(String start) {
    List<String> found =
        blocks.stream().flatMap(String::lines).filter(line -> line.startsWith(start)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " lines of " + file + " start with " + start);
    }
    return found.get(0);
  }
}
