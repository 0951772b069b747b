package io.github.usdt4j.snoop.cli;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.lists.ListFiles;
import io.github.usdt4j.snoop.lists.ListFormat;
import io.github.usdt4j.snoop.terminal.Terminal;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the command {@code snoop probes}. */
@Command(
    name = "probes",
    mixinStandardHelpOptions = true,
    versionProvider = SnoopVersion.class,
    sortOptions = false,
    header = "Writes the typed probes of an application as a table, or as a script to begin with.",
    description = {
      "",
      "FILE is a jar, a directory of classes or a list, META-INF/usdt4j/*.probes, which"
          + " usdt4j-processor writes. Nothing is run, and no process is needed. --as is md, a table"
          + " in Markdown; bpftrace or dtrace, a script that shows each probe with its arguments.",
      ""
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it is written",
      "1:a file cannot be read, or has no list",
      "2:the arguments were wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  snoop probes orders.jar > probes.md",
      "  snoop probes --as bpftrace target/classes"
    })
final class ProbesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--as",
      paramLabel = "FORMAT",
      defaultValue = "md",
      description = "md, bpftrace or dtrace; ${DEFAULT-VALUE} without.")
  private ListFormat format;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Where the lists are.")
  private List<String> files;

  private ProbesCommand() {}

  @Override
  public Integer call() {
    if (!spec.commandLine().getParent().getParseResult().matchedOptions().isEmpty()) {
      throw SnoopException.usage("probes takes files and --as, and no options of snoop");
    }
    if (files.stream().anyMatch(String::isBlank)) {
      throw SnoopException.usage("probes: an empty file name");
    }
    PrintStream out = Terminal.out();
    out.print(format.text(ListFiles.find(files)));
    out.flush();
    return ExitCode.OK;
  }
}
