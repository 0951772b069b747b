package io.github.usdt4j.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a dtrace that is attached: all that fires from now on is seen. It is started by {@code
 * tools/dtrace}, which becomes dtrace itself.
 */
public final class Dtrace implements AutoCloseable {
  /** Tests run in the directory of their module. */
  public static final Path COMMAND = Path.of("../tools/dtrace").toAbsolutePath().normalize();

  private static final Path UPROBE_EVENTS = UprobeEvent.TRACEFS.resolve("uprobe_events");

  /** Its first line ends in the option that names the script; what follows is the program. */
  private static final Pattern SCRIPT =
      Pattern.compile("#!/usr/sbin/dtrace -(\\w*)s\n(.*)", Pattern.DOTALL);

  private static final String ATTACHED = "usdt4j: attached";

  /** Fires when every probe is attached. */
  private static final String SIGN = "\nBEGIN { printf(\"" + ATTACHED + "\\n\"); }\n";

  private final TemporaryDirectory types = new TemporaryDirectory();
  private final Child child;

  private Dtrace(List<String> options, String program, List<String> arguments) {
    RegisterTypes.writeTo(types.path());
    // A job in the background is started with SIGINT ignored, and so dtrace would ignore it.
    List<String> command =
        new ArrayList<>(List.of("env", "--default-signal=INT", COMMAND.toString()));
    command.add("-xbtfpath=" + types.path());
    command.addAll(options);
    command.addAll(List.of("-n", program + SIGN));
    command.addAll(arguments);
    child = Child.start(new ProcessBuilder(command));
  }

  /**
   * Attaches a program.
   *
   * @param stringBytes the longest text that it shows, and what each of its texts takes of the room
   *     that it has for all
   * @param arguments what {@code $1}, {@code $$2} and so on stand for
   */
  public static Dtrace attach(int stringBytes, String program, String... arguments) {
    List<String> options = List.of("-q", "-xswitchrate=20hz", "-xstrsize=" + stringBytes);
    return start(options, program, List.of(arguments));
  }

  /** Attaches a script as it is, with the options of its first line. */
  public static Dtrace attach(Path script, List<String> arguments) {
    try {
      Matcher text = SCRIPT.matcher(Files.readString(script));
      if (!text.matches()) {
        throw new AssertionError(script + " is no script for dtrace");
      }
      List<String> options = text.group(1).chars().mapToObj(option -> "-" + (char) option).toList();
      return start(options, text.group(2), arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the probes that match, as {@code provider:module:function:name}. */
  public static List<String> list(String probes) {
    try (Child child = Child.start(new ProcessBuilder(COMMAND.toString(), "-l", "-n", probes))) {
      if (child.awaitExit() != 0 && !child.text().contains("No probe matches")) {
        throw new AssertionError("dtrace ended with " + child.text());
      }
      return child.lines().stream()
          .filter(line -> line.matches(" *\\d.*"))
          .map(line -> line.strip().replaceAll(" +", ":").replaceFirst("^\\d+:", ""))
          .toList();
    }
  }

  /** Returns the definitions in tracefs that are of the dtrace with this number. */
  public static List<String> eventsOf(long pid) {
    try {
      return Files.readAllLines(UPROBE_EVENTS).stream()
          .map(line -> line.replaceFirst("^\\w+:(\\S+) .*", "$1"))
          .filter(event -> event.startsWith("dt_" + pid + "_"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dtrace start(List<String> options, String program, List<String> arguments) {
    Dtrace dtrace = new Dtrace(options, program, arguments);
    try {
      dtrace.child.awaitLine(ATTACHED);
      return dtrace;
    } catch (AssertionError e) {
      dtrace.close();
      throw e;
    }
  }

  /** Returns the process of dtrace. */
  public Child process() {
    return child;
  }

  /** Returns what the program printed so far, and what dtrace said of it. */
  public List<String> lines() {
    return child.lines().stream()
        .filter(line -> !line.isBlank() && !line.equals(ATTACHED))
        .toList();
  }

  /**
   * Ends it as Ctrl-C does, and returns what the program printed, its aggregations included.
   *
   * <p>Once, since a second Ctrl-C tells dtrace to print them no more.
   */
  public List<String> stop() {
    child.signal("INT");
    int status = child.awaitExit();
    if (status != 0) {
      throw new AssertionError("dtrace ended with " + status + ":\n" + child.text());
    }
    return lines();
  }

  /** Waits until the program has printed so many lines. */
  public void awaitLines(int count) {
    Await.until(
        () -> count + " lines in " + lines(), () -> lines().size() >= count || !child.isAlive());
  }

  /** Waits until the program has printed so many lines, and ends it as {@link #stop} does. */
  public List<String> stopAfter(int lines) {
    awaitLines(lines);
    return stop();
  }

  /** Returns the definitions in tracefs that are of this dtrace. */
  public List<String> events() {
    return eventsOf(child.pid());
  }

  /** Ends it as {@code kill -9} does, and removes the events that it leaves then. */
  @Override
  public void close() {
    child.close();
    for (String event : events()) {
      try {
        Files.writeString(UPROBE_EVENTS, "-:" + event + "\n", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(event, e);
      }
    }
    types.close();
  }
}
