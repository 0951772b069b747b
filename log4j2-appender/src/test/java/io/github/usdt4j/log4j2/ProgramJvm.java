package io.github.usdt4j.log4j2;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A running program that does what a test tells it. */
final class ProgramJvm implements AutoCloseable {
  private static final String DONE = "done ";

  private final Child child;
  private List<String> output = List.of();
  private int read;

  ProgramJvm(Jvm jvm) {
    child = jvm.start();
    try {
      child.awaitLine("ready", "ready"::equals);
    } catch (AssertionError e) {
      child.close();
      throw e;
    }
    read = child.lines().indexOf("ready") + 1;
  }

  /** With a configuration that is written into a directory. */
  static Jvm configured(Class<?> main, Path directory, String elements) {
    Path file = directory.resolve("log4j2.xml");
    try {
      Files.writeString(file, "<Configuration>" + elements + "</Configuration>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Jvm.main(main).property("log4j2.configurationFile", file).directory(directory);
  }

  long pid() {
    return child.pid();
  }

  /** Commands it, and waits for the answer. */
  String ask(String command) {
    tell(command);
    return answer();
  }

  void tell(String command) {
    child.send(command);
  }

  /** Waits for the next answer; {@link #output} is what was written before it. */
  String answer() {
    Await.until(() -> "an answer after " + child.text(), () -> answerAt() >= 0 || !child.isAlive());
    int at = answerAt();
    if (at < 0) {
      throw new AssertionError("ended without an answer:\n" + child.text());
    }
    output = child.lines().subList(read, at);
    read = at + 1;
    return child.lines().get(at).substring(DONE.length());
  }

  /** What it wrote between the last two answers. */
  List<String> output() {
    return output;
  }

  private int answerAt() {
    List<String> lines = child.lines();
    for (int i = read; i < lines.size(); i++) {
      if (lines.get(i).startsWith(DONE)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void close() {
    child.close();
  }
}
