package io.github.usdt4j.snoop;

import io.github.usdt4j.snoop.processes.Level;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.records.Output;
import io.github.usdt4j.snoop.records.PrettyOutput;
import io.github.usdt4j.snoop.tracefs.TracefsEngine;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command. */
@Command(
    name = "snoop",
    mixinStandardHelpOptions = true,
    version = "snoop 0.1.0-SNAPSHOT",
    sortOptions = false,
    header = "Follows the log events of running JVMs, those below the configured level included.",
    description = {
      "",
      "The JVM's logging must have the UsdtAppender of usdt4j. Nothing in the process is changed:"
          + " while snoop runs, the kernel records what the log probes fire; afterwards they cost"
          + " nothing again. Run it as root.",
      ""
    })
public final class Snoop implements Callable<Integer> {
  @Option(
      names = {"-p", "--process"},
      paramLabel = "PID|NAME|*",
      split = ",",
      description =
          "Whom to follow: a process id; a part of the command line; '*' for every process, also"
              + " those that start later. May be given several times.")
  private List<String> processes = List.of();

  @Option(names = "--list", description = "Show processes, images, probes and semaphores, and end.")
  private boolean isList;

  @Option(
      names = {"-l", "--level"},
      paramLabel = "LEVEL",
      defaultValue = "trace",
      converter = LevelConverter.class,
      description = "This level and those above: trace, debug, info, warn, error or fatal.")
  private Level level;

  @Option(
      names = {"-n", "--logger"},
      paramLabel = "GLOB",
      defaultValue = "",
      description = "Loggers of such a name, as in 'com.acme.*'; * matches dots too.")
  private String logger;

  @Option(
      names = "--mdc",
      paramLabel = "KEY=VALUE",
      description = "Events with this value in their MDC or their key/value pairs.")
  private Map<String, String> mdc = new LinkedHashMap<>();

  @Option(
      names = "--grep",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Events with this text in the message, logger, thread, exception or an MDC value.")
  private String text;

  @Option(names = "--json", description = "One record a line, as JSON.")
  private boolean isJson;

  @Option(
      names = "--stack",
      description = "Stacks of exceptions, where the appender has includeStackTrace.")
  private boolean withStack;

  @Option(
      names = {"-c", "--count"},
      paramLabel = "N",
      description = "End after so many events.")
  private Long count;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "SECONDS",
      description = "End after so many seconds.")
  private Long seconds;

  @Option(
      names = "--buffer",
      paramLabel = "MIB",
      defaultValue = "32",
      description = "The kernel's buffers, all CPUs together; ${DEFAULT-VALUE} MiB.")
  private int bufferMib;

  private static final long END_SECONDS = 5;

  @Spec private CommandSpec spec;

  private Snoop() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Snoop())
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(
            (problem, command, parsed) -> {
              if (!(problem instanceof SnoopException)) {
                throw problem;
              }
              command.getErr().println("snoop: " + problem.getMessage());
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  @Override
  public Integer call() {
    PrintStream out = Terminal.out();
    Selection selection = Selection.of(processes);
    if (isList) {
      Listing.print(listed(selection), out);
      out.flush();
      return 0;
    }
    if (processes.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "whom to follow? -p PID, -p NAME or -p '*'; or --list");
    }
    follow(selection, out);
    return 0;
  }

  private static List<TracedProcess> listed(Selection selection) {
    Processes processes = new Processes();
    boolean isEverybody = selection.pids().isEmpty() && selection.names().isEmpty();
    return isEverybody ? processes.all() : selection.find(processes);
  }

  private void follow(Selection selection, PrintStream out) {
    List<TracedProcess> found = selection.find(new Processes());
    Filter filter = new Filter(logger, mdc, text);
    boolean isOne = found.size() == 1 && !selection.isAll();
    Output output =
        isJson
            ? Output.json()
            : new PrettyOutput(ZoneId.systemDefault(), Terminal.isColoured(), !isOne, withStack);
    Follower follower =
        new Follower(selection, filter, output, count == null ? -1 : count, out, System.err);
    CountDownLatch end = new CountDownLatch(1);
    try (Engine engine = new TracefsEngine(level, filter, (long) bufferMib << 20)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(follower, engine, end)));
      follower.run(
          engine, found, seconds == null ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(seconds));
    } finally {
      end.countDown();
    }
  }

  /** On a signal: what has come is shown, and tracefs cleaned, before the JVM ends. */
  private static void end(Follower follower, Engine engine, CountDownLatch end) {
    follower.stop();
    engine.wakeUp();
    try {
      end.await(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
