package io.github.usdt4j.testsupport.twin;

import io.github.usdt4j.testsupport.Jcmd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks, from outside, for what a detach has left in a process, but for what docs/attach.md says
 * that no process can give back: the agent's jar with its descriptor, and one copy of the native
 * library and of the image with their files.
 *
 * <p>An appender, a filter, a listener or a JMX bean of ours would hold one of our class loaders,
 * and so does a bean that Log4j makes of an appender: where no loader is, none of them is.
 */
final class Remains {
  /** How often it looks: threads end, and what nothing holds goes, by and by. */
  private static final int LOOKS = 30;

  private static final int SHOWN = 3;

  private static final Pattern LOADER = Pattern.compile("io\\.github\\.usdt4j\\.agent\\.\\S+");

  /**
   * An object of ours, but for lambdas of the classes that stay and those of a program under test.
   */
  private static final Pattern OBJECT =
      Pattern.compile(
          "\\s\\[*L?(io\\.github\\.usdt4j\\.(?!agent\\.Agent|testsupport|twins|examples|\\w+\\.programs)\\S+)");

  private static final Pattern THREAD = Pattern.compile("^\"(usdt4j[^\"]*)\"");
  private static final Pattern PROPERTY = Pattern.compile("^(usdt4j\\.agent[^=]*)=");

  /** What is at the end of a line of {@code maps}, and its inode. */
  private static final Pattern MAPPING = Pattern.compile("(\\d+) +(/.*)");

  private final Path process;
  private final long pid;
  private final Pattern file;
  private final Set<String> found = new TreeSet<>();

  private Remains(long pid) {
    this.pid = pid;
    process = Path.of("/proc", Long.toString(pid));
    file =
        Pattern.compile(
            "/(libjniusdt[^/]*|usdt4j-agent[^/]*\\.jar|%d/[^/]+)( \\(deleted\\))?$".formatted(pid));
  }

  /** Returns what is left after some looks, one thing a line; ends as soon as that is nothing. */
  static List<String> awaitNone(long pid) {
    List<String> left = List.of("not looked at");
    for (int look = 0; look < LOOKS && !left.isEmpty(); look++) {
      left = new Remains(pid).look();
    }
    return left;
  }

  private List<String> look() {
    Jcmd.ask(pid, "GC.run");
    find("class loader", LOADER, Jcmd.ask(pid, "VM.classloader_stats"));
    find("object of", OBJECT, Jcmd.ask(pid, "GC.class_histogram"));
    find("thread", THREAD, Jcmd.ask(pid, "Thread.print"));
    find("system property", PROPERTY, Jcmd.ask(pid, "VM.system_properties"));
    findSeveral("mapped", mappedFiles());
    findSeveral("open", openFiles());
    findAttachFiles();
    return List.copyOf(found);
  }

  /** Adds the first that match, and how many others do: one loader that stays has many objects. */
  private void find(String what, Pattern pattern, List<String> lines) {
    List<String> matches =
        lines.stream()
            .map(pattern::matcher)
            .filter(Matcher::find)
            .map(matcher -> matcher.group(matcher.groupCount()))
            .toList();
    matches.stream().limit(SHOWN).forEach(each -> found.add(what + " " + each));
    if (matches.size() > SHOWN) {
      found.add(what + " others: " + (matches.size() - SHOWN));
    }
  }

  /** One file of a name may stay. */
  private void findSeveral(String what, Map<String, Set<String>> filesByName) {
    filesByName.forEach(
        (name, files) -> {
          if (files.size() > 1) {
            found.add("%d files %s of the name %s: %s".formatted(files.size(), what, name, files));
          }
        });
  }

  private Map<String, Set<String>> mappedFiles() {
    Map<String, Set<String>> files = new TreeMap<>();
    for (String line : lines(process.resolve("maps"))) {
      Matcher mapping = MAPPING.matcher(line);
      if (mapping.find()) {
        add(files, mapping.group(2), mapping.group(1));
      }
    }
    return files;
  }

  private Map<String, Set<String>> openFiles() {
    Map<String, Set<String>> files = new TreeMap<>();
    for (Path descriptor : list(process.resolve("fd"))) {
      try {
        add(files, Files.readSymbolicLink(descriptor).toString(), descriptor.toString());
      } catch (IOException e) {
        found.add("descriptor that comes and goes " + descriptor);
      }
    }
    return files;
  }

  /**
   * Adds a file of ours. The library's is named otherwise each time where it is removed at once.
   */
  private void add(Map<String, Set<String>> files, String path, String identity) {
    Matcher name = file.matcher(path);
    if (name.find()) {
      String known = name.group(1).startsWith("libjniusdt") ? "libjniusdt" : name.group(1);
      files.computeIfAbsent(known, key -> new TreeSet<>()).add(identity);
    }
  }

  /** A JVM takes a file of this name for a request to answer an attachment. */
  private void findAttachFiles() {
    for (Path each : List.of(process.resolve("cwd"), process.resolve("root/tmp"))) {
      if (Files.exists(each.resolve(".attach_pid" + pid))) {
        found.add("file .attach_pid" + pid);
      }
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
