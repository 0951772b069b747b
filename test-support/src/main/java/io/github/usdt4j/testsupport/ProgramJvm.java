package io.github.usdt4j.testsupport;

import java.util.List;

/**
 * Runs a program that does what a test tells it: it serves {@link
 * io.github.usdt4j.testsupport.programs.Commands}.
 */
public final class ProgramJvm implements AutoCloseable {
  private static final String DONE = "done ";
  private static final String FAILED = "failed ";

  private final Child child;
  private List<String> output = List.of();
  private int read;

  /** Starts it, and waits until it is ready. */
  public ProgramJvm(Jvm jvm) {
    child = jvm.start();
    try {
      child.awaitLine("ready", "ready"::equals);
    } catch (AssertionError e) {
      child.close();
      throw e;
    }
    read = child.lines().indexOf("ready") + 1;
  }

  /** Returns the process of the program. */
  public Child process() {
    return child;
  }

  /** Returns the process id of the program. */
  public long pid() {
    return child.pid();
  }

  /** Commands it, and waits for the answer. */
  public String ask(String command) {
    tell(command);
    return answer();
  }

  /** Commands it, and does not wait. */
  public void tell(String command) {
    child.send(command);
  }

  /** Waits for the next answer, which is no failure; {@link #output} is what came before it. */
  public String answer() {
    Await.until(() -> "an answer after " + child.text(), () -> answerAt() >= 0 || !child.isAlive());
    int at = answerAt();
    if (at < 0) {
      throw new AssertionError("ended without an answer:\n" + child.text());
    }
    List<String> lines = child.lines();
    output = lines.subList(read, at);
    read = at + 1;
    if (lines.get(at).startsWith(FAILED)) {
      throw new AssertionError(child.text());
    }
    return lines.get(at).substring(DONE.length());
  }

  /** Returns what the program wrote between the last two answers. */
  public List<String> output() {
    return output;
  }

  private int answerAt() {
    List<String> lines = child.lines();
    for (int i = read; i < lines.size(); i++) {
      if (lines.get(i).startsWith(DONE) || lines.get(i).startsWith(FAILED)) {
        return i;
      }
    }
    return -1;
  }

  /** Kills it. */
  @Override
  public void close() {
    child.close();
  }
}
