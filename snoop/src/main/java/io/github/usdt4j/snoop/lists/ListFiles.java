package io.github.usdt4j.snoop.lists;

import io.github.usdt4j.snoop.SnoopException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Finds lists of probes: in a jar, in jars inside it, in a directory of classes, or in a file. It
 * reads names and lists, and runs nothing.
 */
public final class ListFiles {
  private static final String DIRECTORY = "META-INF/usdt4j/";
  private static final String SUFFIX = ".probes";

  /** Limits one list; a probe takes a few hundred bytes. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int MOST_LISTS = 10_000;

  /** A jar, a jar in it, and one more. */
  private static final int DEEPEST = 3;

  private final List<ProbeList> found = new ArrayList<>();

  private ListFiles() {}

  /**
   * Returns the lists in these files, in their order.
   *
   * @throws SnoopException a file cannot be read, or has no list
   */
  public static List<ProbeList> find(List<String> files) {
    ListFiles lists = new ListFiles();
    for (String file : files) {
      int before = lists.found.size();
      try {
        lists.look(file, Path.of(file));
      } catch (IOException | IllegalArgumentException e) {
        throw new SnoopException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
      }
      if (lists.found.size() == before) {
        throw new SnoopException(
            "%s has no list of probes; usdt4j-processor writes one where an interface with"
                    .formatted(file)
                + " @UsdtProvider is compiled");
      }
    }
    return lists.found;
  }

  private void look(String name, Path path) throws IOException {
    if (Files.isDirectory(path)) {
      Path directory = path.resolve(DIRECTORY);
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.list(directory)) {
          for (Path file :
              files.filter(each -> each.toString().endsWith(SUFFIX)).sorted().toList()) {
            look(file.toString(), file);
          }
        }
      }
      return;
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException("it is no file");
    }
    if (name.endsWith(SUFFIX)) {
      try (InputStream in = Files.newInputStream(path)) {
        add(name, in);
      }
      return;
    }
    // A jar that can be executed has a script in front, which only this way of reading passes over.
    try (ZipFile jar = new ZipFile(path.toFile())) {
      for (ZipEntry entry : Collections.list(jar.entries())) {
        if (isOfInterest(entry, 1)) {
          try (InputStream in = new BufferedInputStream(jar.getInputStream(entry))) {
            look(name, entry, in, 1);
          }
        }
      }
    }
  }

  private static boolean isOfInterest(ZipEntry entry, int depth) {
    return isList(entry) || (entry.getName().endsWith(".jar") && depth < DEEPEST);
  }

  private static boolean isList(ZipEntry entry) {
    return entry.getName().endsWith(SUFFIX) && entry.getName().contains(DIRECTORY);
  }

  private void look(String jar, ZipEntry entry, InputStream in, int depth) throws IOException {
    String inside = jar + "!/" + entry.getName();
    if (isList(entry)) {
      add(inside, in);
    } else {
      lookIntoJar(inside, in, depth + 1);
    }
  }

  private void lookIntoJar(String name, InputStream in, int depth) throws IOException {
    // Not closed: it is a part of the outer one.
    ZipInputStream jar = new ZipInputStream(in);
    for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
      if (isOfInterest(entry, depth)) {
        look(name, entry, jar, depth);
      }
    }
  }

  private void add(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES || found.size() == MOST_LISTS) {
      throw new IOException(name + " is more than snoop reads");
    }
    found.add(ProbeList.parse(name, new String(bytes, StandardCharsets.UTF_8)));
  }
}
