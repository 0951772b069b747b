package io.github.usdt4j.snoop.cli;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.doctor.Diagnosis;
import io.github.usdt4j.snoop.doctor.Finding;
import io.github.usdt4j.snoop.terminal.Rows;
import io.github.usdt4j.snoop.terminal.Terminal;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the command {@code snoop doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    versionProvider = SnoopVersion.class,
    sortOptions = false,
    header = "Says what is missing to follow a process, or in the machine, and what to do.",
    description = {
      "",
      "A line for each thing looked at: ok; note, which is worth knowing; or fail, which is in the"
          + " way. With PID it looks at that process, and at the machine as far as something is"
          + " missing there; without, at the machine. It changes nothing. What a process tells of"
          + " itself is its own word. To be run as root.",
      ""
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:nothing is missing", "1:something is", "2:the arguments were wrong"},
    footerHeading = "%nExamples:%n",
    footer = {"  snoop doctor", "  snoop doctor 4711"})
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "PID", description = "The process to look at.")
  private String pid;

  private DoctorCommand() {}

  @Override
  public Integer call() {
    if (!spec.commandLine().getParent().getParseResult().matchedOptions().isEmpty()) {
      throw SnoopException.usage("doctor takes a process id, and no options of snoop");
    }
    List<Finding> findings =
        pid == null ? Diagnosis.ofMachine() : Diagnosis.ofProcess(OptionValues.pid("doctor", pid));
    PrintStream out = Terminal.out();
    int columns = Terminal.output().columns();
    findings.forEach(finding -> out.println(rows(finding, columns)));
    out.flush();
    return findings.stream().anyMatch(Finding::isFailure) ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private static Rows rows(Finding finding, int columns) {
    String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
    return new Rows(columns)
        .exactly("%-4s  %s: ".formatted(verdict, finding.what()))
        .text(finding.text());
  }
}
