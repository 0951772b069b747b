package io.github.usdt4j.testsupport;

import java.util.ArrayList;
import java.util.List;

/** Asks a JVM about itself, by the JDK's command. */
public final class Jcmd {
  private Jcmd() {}

  /** Returns what it answers to a command, such as {@code GC.class_histogram}. */
  public static List<String> ask(long pid, String... command) {
    List<String> words =
        new ArrayList<>(List.of(Jdks.current().resolve("bin/jcmd").toString(), Long.toString(pid)));
    words.addAll(List.of(command));
    return Child.run(words.toArray(String[]::new));
  }
}
