package io.github.usdt4j.snoop;

import io.github.usdt4j.snoop.processes.Level;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.records.Output;
import io.github.usdt4j.snoop.records.PrettyOutput;
import io.github.usdt4j.snoop.records.SafeText;
import io.github.usdt4j.snoop.scripts.Script;
import io.github.usdt4j.snoop.scripts.ScriptKind;
import io.github.usdt4j.snoop.scripts.ScriptRequest;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
    versionProvider = SnoopVersion.class,
    sortOptions = false,
    header = "Follows the log events of running JVMs, those below the configured level included.",
    description = {
      "",
      "The process must have the UsdtAppender of usdt4j in its logging configuration. Nothing in"
          + " it is changed or restarted: while snoop runs, the kernel records what the log probes"
          + " fire. To be run as root.",
      ""
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it ended as asked for, or every process has ended",
      "1:it could not attach; the message says why",
      "2:the options were wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snoop --list",
      "  snoop -p orders.jar -l debug -n 'com.acme.*' --mdc tenant=42",
      "  snoop -p '*' -l error --json | jq .message",
      "  snoop -p 4711 --script bpftrace > orders.sh"
    })
public final class Snoop implements Callable<Integer> {
  @Option(
      names = {"-p", "--process"},
      paramLabel = "PROCESS",
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
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "tracefs",
      description =
          "What attaches: tracefs, the kernel's own uprobe events; bpftrace, which cuts records at"
              + " 200 bytes; dtrace, where that is the system's tracer. ${DEFAULT-VALUE} without.")
  private EngineKind engineKind;

  @Option(
      names = "--script",
      paramLabel = "TRACER",
      description =
          "Print a script for bpftrace, dtrace, perf or bcc that shows the same events, and end.")
  private ScriptKind script;

  @Option(
      names = "--buffer",
      paramLabel = "MIB",
      defaultValue = "32",
      description = "The kernel's buffers, all CPUs together; ${DEFAULT-VALUE} MiB.")
  private int bufferMib;

  @Spec private CommandSpec spec;

  private Snoop() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Snoop())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(
            (problem, arguments) -> {
              CommandLine command = problem.getCommandLine();
              command.getErr().println("snoop: " + SafeText.of(problem.getMessage()));
              command.getErr().println("snoop --help shows the options");
              return command.getCommandSpec().exitCodeOnInvalidInput();
            })
        .setExecutionExceptionHandler(
            (problem, command, parsed) -> {
              if (!(problem instanceof SnoopException)) {
                throw problem;
              }
              command.getErr().println("snoop: " + SafeText.of(problem.getMessage()));
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  @Override
  public Integer call() {
    PrintStream out = Terminal.out();
    Selection selection = Selection.of(processes);
    if (bufferMib < 1 || (seconds != null && seconds < 0) || (count != null && count < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--buffer and --count are 1 or more, --duration is 0 or more");
    }
    if (isList) {
      Listing.print(listed(selection), out);
      out.flush();
      return 0;
    }
    if (processes.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "whom to follow? -p PID, -p NAME or -p '*'; or --list");
    }
    if (script == null) {
      engineKind.check();
    }
    List<TracedProcess> found = selection.find(new Processes());
    Filter filter = new Filter(logger, mdc, text);
    if (script != null) {
      Script written = script.script(new ScriptRequest(found, level, filter));
      out.print(written.text());
      out.flush();
      written.leftOut().forEach(text -> System.err.println("snoop: " + SafeText.of(text)));
      return 0;
    }
    follow(selection, found, filter, out);
    return 0;
  }

  private static List<TracedProcess> listed(Selection selection) {
    Processes processes = new Processes();
    boolean isEverybody = selection.pids().isEmpty() && selection.names().isEmpty();
    return isEverybody ? processes.all() : selection.find(processes);
  }

  private void follow(
      Selection selection, List<TracedProcess> found, Filter filter, PrintStream out) {
    boolean isOne = found.size() == 1 && !selection.isAll();
    Output output =
        isJson
            ? Output.json()
            : new PrettyOutput(ZoneId.systemDefault(), Terminal.isColoured(), !isOne, withStack);
    Follower follower =
        new Follower(selection, filter, output, count == null ? -1 : count, out, System.err);
    Engine engine = engineKind.open(level, filter, (long) bufferMib << 20);
    // Closed in this order: the engine first.
    try (Ending ending = new Ending(() -> follower.stop(engine));
        engine) {
      if (seconds != null) {
        ending.after(seconds);
      }
      follower.run(engine, found);
    }
  }
}
