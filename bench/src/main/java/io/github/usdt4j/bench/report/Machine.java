package io.github.usdt4j.bench.report;

import io.github.usdt4j.testsupport.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Describes what the figures were measured on. */
public final class Machine {
  private Machine() {}

  /** Returns the description as one line of Markdown. */
  public static String text(Plan plan) throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add("`" + plan.name() + "`, " + LocalDate.now(ZoneOffset.UTC));
    parts.add(Runtime.getRuntime().availableProcessors() + " x " + processor());
    parts.add("Linux " + System.getProperty("os.version"));
    parts.add("JDK " + version(Jdks.current()));
    Path newest = Jdks.find(25).orElse(null);
    if (newest != null) {
      parts.add("JDK " + version(newest));
    }
    parts.add("load at the start " + Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    return String.join(", ", parts);
  }

  private static String processor() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  private static String version(Path jdk) throws IOException {
    try (Stream<String> lines = Files.lines(jdk.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.+_]", "").replaceFirst("^_", ""))
          .findFirst()
          .orElse("unknown");
    }
  }
}
