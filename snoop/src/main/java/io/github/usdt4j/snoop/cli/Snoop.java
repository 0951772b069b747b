package io.github.usdt4j.snoop.cli;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.engine.Engine;
import io.github.usdt4j.snoop.following.Follower;
import io.github.usdt4j.snoop.following.Owners;
import io.github.usdt4j.snoop.following.Roster;
import io.github.usdt4j.snoop.following.Selection;
import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.records.Output;
import io.github.usdt4j.snoop.records.PrettyOutput;
import io.github.usdt4j.snoop.records.PrettyOutput.Origin;
import io.github.usdt4j.snoop.scripts.Script;
import io.github.usdt4j.snoop.scripts.ScriptKind;
import io.github.usdt4j.snoop.scripts.ScriptRequest;
import io.github.usdt4j.snoop.terminal.Messages;
import io.github.usdt4j.snoop.terminal.Terminal;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Runs the command {@code snoop}. */
@Command(
    name = "snoop",
    mixinStandardHelpOptions = true,
    versionProvider = SnoopVersion.class,
    subcommands = {DoctorCommand.class, ProbesCommand.class},
    sortOptions = false,
    header = "Follows the log events of running JVMs, those below the configured level included.",
    description = {
      "",
      "The process must have the UsdtAppender of usdt4j in its logging configuration, or gets it by"
          + " --attach. Nothing in it is changed or restarted: while snoop runs, the kernel records"
          + " what the log probes fire. To be run as root.",
      ""
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it ended as asked for, or every process has ended",
      "1:it could not attach; the message says why",
      "2:the options were wrong, or leave open whose processes are meant"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snoop --list",
      "  snoop --list -v -p 4711",
      "  snoop -p orders.jar -l debug -n 'com.acme.*' --mdc tenant=42",
      "  snoop -p '*' -l error --json | jq .message",
      "  snoop -p 4711 --attach -l debug",
      "  snoop -p 4711 --script bpftrace > orders.sh",
      "  snoop doctor 4711",
      "  snoop probes orders.jar"
    })
public final class Snoop implements Callable<Integer> {
  private static final int MOST_MIB = 1 << 16;

  /** The longest duration, more than thirty years. */
  private static final long MOST_SECONDS = 1_000_000_000;

  @Option(
      names = {"-p", "--process"},
      paramLabel = "PROCESS",
      description =
          "Whom to follow: a process id; a part of the command line; '*' for every process. A"
              + " name and '*' mean also processes that start later, and children that a process"
              + " forks; an id means that process alone. May be given several times.")
  private List<String> processes = List.of();

  @Option(
      names = "--attach",
      description =
          "Bring the bridge into the process before, and take it out after, as usdt4j attach and"
              + " detach do: for one process, named by its id, that has no UsdtAppender.")
  private boolean isAttach;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description =
          "Only processes of this user: a name of /etc/passwd, or a number. Each user can start a"
              + " process with any name and arguments; so where a name or '*' fits processes of"
              + " several users, this or --all-users has to be said. May be given several times.")
  private List<String> users = List.of();

  @Option(names = "--all-users", description = "Processes of all users.")
  private boolean isOfAllUsers;

  @Option(
      names = "--list",
      description =
          "Show processes, images, probes and semaphores, and why a process with usdt4j has no"
              + " probes, and end.")
  private boolean isList;

  @Option(
      names = {"-v", "--verbose"},
      description =
          "With --list: show each probe's arguments, by name and type where the process tells them,"
              + " else where a tracer finds them.")
  private boolean isVerbose;

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

  private final ErrorLines errors;

  private Snoop(ErrorLines errors) {
    this.errors = errors;
  }

  public static void main(String[] arguments) {
    ErrorLines errors = new ErrorLines(Messages.ofErrors());
    Thread.setDefaultUncaughtExceptionHandler(errors);
    System.exit(commandLine(errors).execute(arguments));
  }

  static CommandLine commandLine(ErrorLines errors) {
    return new CommandLine(new Snoop(errors))
        .setCaseInsensitiveEnumValuesAllowed(true)
        // A name may begin with @, and no file is read for it.
        .setExpandAtFiles(false)
        // A process may have the name of a command.
        .setAllowSubcommandsAsOptionParameters(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  @Override
  public Integer call() {
    checkNumbers();
    Filter filter = filter();
    Selection selection =
        OptionValues.selection(
            OptionValues.parts(processes), Owners.of(OptionValues.parts(users), isOfAllUsers));
    PrintStream out = Terminal.out();
    if (isList) {
      list(selection, out, isVerbose);
      return ExitCode.OK;
    }
    if (isVerbose) {
      throw SnoopException.usage("-v shows more of a list: snoop --list -v");
    }
    if (processes.isEmpty()) {
      throw SnoopException.usage("whom to follow? -p PID, -p NAME or -p '*'; or --list");
    }
    if (script == null) {
      engineKind.check();
    }
    if (!isAttach) {
      return show(selection, filter, out);
    }
    try (Attachment attachment = new Attachment(pidToAttach(), Messages.ofErrors())) {
      return attachment.isEnding() ? ExitCode.OK : show(selection, filter, out);
    }
  }

  private String pidToAttach() {
    if (processes.size() != 1 || !processes.get(0).matches("[1-9][0-9]*") || script != null) {
      throw SnoopException.usage("--attach is for following one process: -p PID --attach");
    }
    return processes.get(0);
  }

  /** Shows what the processes fire, or a script that does. */
  private int show(Selection selection, Filter filter, PrintStream out) {
    List<TracedProcess> found = selection.find(new Processes(selection.names()));
    selection.decideOwners(found);
    if (script != null) {
      Script written = script.script(new ScriptRequest(found, level, filter));
      out.print(written.text());
      out.flush();
      written.leftOut().forEach(Messages.ofErrors()::say);
      return ExitCode.OK;
    }
    return follow(selection, found, filter, out);
  }

  private void checkNumbers() {
    OptionValues.checkRange("--buffer", bufferMib, 1, MOST_MIB);
    OptionValues.checkRange("--count", count, 1, Long.MAX_VALUE);
    OptionValues.checkRange("--duration", seconds, 0, MOST_SECONDS);
  }

  private Filter filter() {
    if (mdc.containsKey("")) {
      throw SnoopException.usage("--mdc: an empty key");
    }
    return new Filter(
        OptionValues.text("--logger", logger), mdc, OptionValues.text("--grep", text));
  }

  private static void list(Selection selection, PrintStream out, boolean hasArguments) {
    Processes processes = new Processes(selection.names());
    List<TracedProcess> found = selection.findToList(processes);
    new Listing(out, Terminal.output().columns(), hasArguments).print(found);
    out.flush();
    Messages messages = Messages.ofErrors();
    Listing.hint(found).ifPresent(messages::say);
    processes
        .takeTooLong()
        .forEach(
            (pid, user) ->
                messages.say(
                    "process %d of %s is left out: it takes too long to read"
                        .formatted(pid, user.name())));
    processes
        .takeLeftOut()
        .forEach(
            (user, count) ->
                messages.say(
                    "%d processes of %s are left out: the others take too long to read, or too much room"
                        .formatted(count, user.name())));
  }

  private int follow(
      Selection selection, List<TracedProcess> found, Filter filter, PrintStream out) {
    IntSupplier columns = Terminal.output()::columns;
    Origin several = selection.owners().areSeveral() ? Origin.PID_AND_USER : Origin.PID;
    Roster roster = new Roster(selection.isAll() ? several : Origin.NONE, several);
    Output output =
        isJson
            ? Output.json(columns)
            : new PrettyOutput(
                ZoneId.systemDefault(),
                columns,
                Terminal.output().isColoured(),
                withStack,
                roster::origin);
    Follower follower =
        new Follower(
            selection,
            roster,
            filter,
            output,
            count == null ? -1 : count,
            out,
            Messages.ofErrors());
    Engine engine = engineKind.open(level, filter, (long) bufferMib << 20);
    try (Ending ending = new Ending(() -> follower.stop(engine))) {
      if (seconds != null) {
        ending.after(seconds);
      }
      try (engine) {
        follower.run(engine, found);
        return ExitCode.OK;
      } catch (RuntimeException | Error e) {
        // Here: once the ending is closed, a JVM that a signal stops says nothing more.
        return errors.say(e);
      }
    }
  }
}
