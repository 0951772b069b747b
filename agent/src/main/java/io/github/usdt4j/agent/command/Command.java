package io.github.usdt4j.agent.command;

import io.github.usdt4j.agent.AgentArguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the command {@code usdt4j}: attach the bridge to a running JVM, detach it, or tell whether
 * it is there. It ends with 0; with 1 when that could not be done, for a reason that it says; with
 * 2 when the arguments are wrong.
 */
public final class Command {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  private static final String USAGE =
      """
      usage: usdt4j attach PID [--mdc-args KEY,KEY] [--OPTION VALUE ...]
             usdt4j detach PID
             usdt4j status PID

      attach  makes every logger and level of a running JVM a probe, until detach or its end
      detach  takes the bridge out again
      status  tells what is attached, by whom and since when

      The options of attach are those of the appender: --mdc-args is its mdcArgs.
      To be run as the user of the process, or as root. Exit status: 0 done, 1 failed, 2 wrong use.
      """;

  private Command() {}

  /** Runs the command, and ends the JVM with its status. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
        System.out.print(USAGE);
        return DONE;
      }
      if (arguments.size() < 2) {
        throw new UsageException(arguments.isEmpty() ? "what to do?" : "which process?");
      }
      Target target = target(arguments.get(1));
      OwnersRun run = new OwnersRun(target);
      if (run.isNeeded()) {
        return run.run(arguments, Connection.user());
      }
      execute(arguments.get(0), target, arguments.subList(2, arguments.size()));
      return DONE;
    } catch (UsageException e) {
      System.err.println("usdt4j: " + e.getMessage() + "; usdt4j --help tells more");
      return WRONG_USE;
    } catch (CommandException e) {
      System.err.println("usdt4j: " + e.getMessage());
      return FAILED;
    } catch (NoClassDefFoundError e) {
      System.err.println(
          "usdt4j: this java has no module jdk.attach; set JAVA_HOME to a whole JDK (" + e + ")");
      return FAILED;
    }
  }

  private static void execute(String verb, Target target, List<String> more)
      throws CommandException {
    if (!verb.equals("attach") && !more.isEmpty()) {
      throw new UsageException(verb + " takes no options");
    }
    switch (verb) {
      case "attach" -> {
        Map<String, String> options = options(more);
        print(Connection.send(target, AgentArguments.ATTACH, options));
      }
      case "detach" -> {
        Connection.send(target, AgentArguments.DETACH, Map.of());
        System.out.println("detached from " + target.pid());
      }
      case "status" -> print(Connection.status(target));
      default -> throw new UsageException("unknown command " + verb);
    }
  }

  /** Shows a status, whose first line is the command's own. */
  private static void print(String status) {
    List<String> lines = new ArrayList<>(status.lines().toList());
    lines.removeIf(line -> line.startsWith("request: "));
    lines.forEach(line -> System.out.println(Plain.text(line)));
    if (lines.stream().noneMatch(line -> line.startsWith("context: "))) {
      System.out.println("context: none yet; the agent looks for new ones each second");
    }
  }

  private static Target target(String pid) throws UsageException {
    if (!pid.matches("[1-9]\\d{0,8}")) {
      throw new UsageException("'" + pid + "' is no process id");
    }
    return new Target(Integer.parseInt(pid));
  }

  private static Map<String, String> options(List<String> words) throws UsageException {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        throw new UsageException("'" + word + "' is no option");
      }
      if (i + 1 == words.size()) {
        throw new UsageException(word + " wants a value");
      }
      if (options.put(nameOf(word), words.get(i + 1)) != null) {
        throw new UsageException(word + " is given twice");
      }
    }
    return options;
  }

  /** Makes {@code mdcArgs} of {@code --mdc-args}. */
  private static String nameOf(String word) {
    String[] parts = word.substring(2).split("-", -1);
    StringBuilder name = new StringBuilder(parts[0]);
    Arrays.stream(parts, 1, parts.length)
        .filter(part -> !part.isEmpty())
        .forEach(
            part -> name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1)));
    return name.toString();
  }
}
