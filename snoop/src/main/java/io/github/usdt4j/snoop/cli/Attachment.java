package io.github.usdt4j.snoop.cli;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.terminal.Messages;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Holds the bridge in a process that had none, by the command {@code usdt4j}, until it is closed. A
 * bridge that is there already is used, and stays.
 */
final class Attachment implements AutoCloseable {
  /** Names the command; set by {@code bin/snoop}. */
  private static final String COMMAND = "snoop.usdt4j";

  /** What the command says of a process that has the bridge. */
  private static final String THERE = "the process has the bridge already";

  /** Lets a command end its work: Ctrl-C at a terminal signals all that snoop has started. */
  private static final String UNINTERRUPTED = "trap '' INT TERM HUP; exec \"$@\"";

  private final String pid;
  private final Messages messages;
  private final Ending ending;
  private volatile boolean isEnding;
  private boolean isOurs;

  /**
   * Attaches. From now on a signal ends the JVM only when this is closed.
   *
   * @param pid the id of the process
   */
  Attachment(String pid, Messages messages) {
    this.pid = pid;
    this.messages = messages;
    ending = new Ending(() -> isEnding = true);
    try {
      attach();
    } catch (RuntimeException | Error e) {
      ending.close();
      throw e;
    }
  }

  private void attach() {
    Result result = run("attach");
    if (result.status == 0) {
      isOurs = true;
      result.lines.stream().filter(line -> !line.startsWith("options: ")).forEach(messages::say);
    } else if (result.text().contains(THERE)) {
      messages.say("process " + pid + " has the bridge already, and keeps it");
    } else {
      throw new SnoopException(result.text());
    }
  }

  /** Returns whether snoop was told to end while it attached. */
  boolean isEnding() {
    return isEnding;
  }

  /** Detaches, unless the bridge was there before or the process has ended. */
  @Override
  public void close() {
    try {
      Result result = isOurs ? run("detach") : null;
      if (result != null && !result.text().contains("there is no process")) {
        messages.say(result.text());
      }
    } catch (SnoopException e) {
      messages.say(e.getMessage() + "; usdt4j detach " + pid + " takes the bridge out");
    } finally {
      ending.close();
    }
  }

  private record Result(int status, List<String> lines) {
    String text() {
      return String.join("; ", lines).replaceFirst("^usdt4j: ", "");
    }
  }

  private Result run(String verb) {
    String command = System.getProperty(COMMAND);
    if (command == null) {
      throw new SnoopException("--attach needs the command usdt4j; start snoop by bin/snoop");
    }
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", UNINTERRUPTED, "snoop", command, verb, pid);
    builder.redirectErrorStream(true);
    // It is shown by usdt4j status.
    builder.environment().put("USDT4J_BY", System.getProperty("user.name") + ", by snoop");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        List<String> lines = out.lines().toList();
        return new Result(process.waitFor(), lines);
      }
    } catch (IOException e) {
      throw new SnoopException("usdt4j cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SnoopException("interrupted while usdt4j ran", e);
    }
  }
}
