package io.github.usdt4j.agent;

import com.sun.tools.attach.VirtualMachine;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Container;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.ProgramJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A program that was started without usdt4j, and the commands that a user gives for it. */
final class AttachedApp implements AutoCloseable {
  static final Path JAR = Path.of(System.getProperty("agent", "target/agent.jar"));
  private static final Path BIN = Path.of("../bin").toAbsolutePath().normalize();

  /** What snoop writes before the level: the time of day. */
  private static final int TIME_LENGTH = "12:00:00.000 ".length();

  /** The command. */
  static final String COMMAND = BIN.resolve("usdt4j").toString();

  private final ProgramJvm program;
  private final long pid;
  private final String command;

  AttachedApp(Jvm jvm) {
    this(jvm, COMMAND);
  }

  /** Starts the program, for another installation of the command. */
  AttachedApp(Jvm jvm, String command) {
    this.command = command;
    program = new ProgramJvm(jvm);
    pid = Container.pid(program.pid());
  }

  long pid() {
    return pid;
  }

  /** Returns what the program wrote until it was ready. */
  List<String> startLines() {
    List<String> lines = program.process().lines();
    return lines.subList(0, lines.indexOf("ready"));
  }

  /** Sends the program a signal, such as STOP. */
  void signal(String signal) {
    program.process().signal(signal);
  }

  /** Commands the program, and returns what it wrote meanwhile. */
  List<String> tell(String command) {
    program.ask(command);
    return program.output();
  }

  /** Commands the program, and returns its answer. */
  String ask(String command) {
    return program.ask(command);
  }

  /** Returns what the program says it has. */
  String state() {
    return ask("state");
  }

  /** Says how many bytes the heap and the metaspace of a program hold. */
  record Memory(long heap, long metaspace) {}

  /** Returns what the program holds after a collection. */
  Memory memory() {
    String[] numbers = program.ask("memory").split(" ", -1);
    return new Memory(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }

  /** Waits until the program has what it shall have; what is not used any more goes by and by. */
  void awaitState(Predicate<String> matches) {
    String[] last = {""};
    Await.until(
        () -> "another state than " + last[0],
        () -> {
          last[0] = state();
          return matches.test(last[0]);
        });
  }

  /** Waits until the program gives an answer to a command. */
  void awaitAnswer(String command, String answer) {
    Await.until(
        () -> "the answer " + answer + " to " + command, () -> answer.equals(program.ask(command)));
  }

  /**
   * Waits until the agent tells these contexts, in any order. Names of Log4j's contexts, which are
   * numbers, become NAME.
   */
  void awaitContexts(String... contexts) {
    List<String> expected = Stream.of(contexts).sorted().toList();
    Object[] last = {null};
    Await.until(
        () -> "the contexts " + expected + ", and there are " + last[0],
        () -> {
          List<String> now =
              status()
                  .lines()
                  .filter(line -> line.startsWith("context: "))
                  // The JDK itself may begin to use it at any time.
                  .filter(line -> !line.startsWith("context: java.util.logging"))
                  .map(line -> line.replaceAll("(Log4j 2) '\\w+'", "$1 'NAME'"))
                  .sorted()
                  .toList();
          last[0] = now;
          return now.equals(expected);
        });
  }

  /** Waits until the agent tells these texts of itself. */
  void awaitStatus(String... texts) {
    Await.until(
        () -> "a status with " + List.of(texts) + ", and it is " + status(),
        () -> Stream.of(texts).allMatch(status()::contains));
  }

  /** Returns what the agent tells of itself, or an empty text. */
  String status() {
    return with(vm -> vm.getSystemProperties()).getProperty(Agent.STATUS, "");
  }

  /** Runs {@code usdt4j} to its end; returns its output and, as the last line, its status. */
  static List<String> usdt4j(String... arguments) {
    return run(COMMAND, List.of(arguments));
  }

  private static List<String> run(String program, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    try (Child child = Child.start(new ProcessBuilder(command))) {
      int status = child.awaitExit();
      List<String> lines = new ArrayList<>(child.lines());
      lines.add("status " + status);
      return lines;
    }
  }

  /** Runs {@code usdt4j VERB PID} for this program. */
  List<String> usdt4j(String verb, List<String> options) {
    List<String> arguments = new ArrayList<>(List.of(verb, Long.toString(pid())));
    arguments.addAll(options);
    return run(command, arguments);
  }

  /** Starts snoop; as at a terminal, Ctrl-C ends it. */
  static Child snoop(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("env", "--default-signal=INT", BIN.resolve("snoop").toString()));
    command.addAll(List.of(arguments));
    return Child.start(new ProcessBuilder(command));
  }

  /** Lets snoop follow the program for some events, which the action makes; returns them. */
  List<String> snooped(int events, Runnable action) {
    try (Child snoop =
        snoop("-p", Long.toString(pid()), "-l", "debug", "-c", Integer.toString(events))) {
      snoop.awaitLine("following");
      action.run();
      snoop.awaitExit();
      return snoop.lines().stream()
          .filter(line -> !line.startsWith("snoop: "))
          .map(line -> line.substring(TIME_LENGTH))
          .toList();
    }
  }

  /** Gives a command to the agent as {@code usdt4j} does, without a JVM for it. */
  Properties load(String command, Map<String, String> options) {
    return with(
        vm -> {
          vm.loadAgent(
              JAR.toString(), AgentArguments.of(command, "test", JAR, "a test", options).toText());
          return vm.getSystemProperties();
        });
  }

  private Properties with(Conversation conversation) {
    try {
      VirtualMachine vm = VirtualMachine.attach(Long.toString(pid()));
      try {
        return conversation.with(vm);
      } finally {
        vm.detach();
      }
    } catch (Exception e) {
      throw new AssertionError(program.process().text(), e);
    }
  }

  @FunctionalInterface
  private interface Conversation {
    Properties with(VirtualMachine vm) throws Exception;
  }

  @Override
  public void close() {
    program.close();
  }
}
