package io.github.usdt4j.snoop.cli;

import io.github.usdt4j.snoop.terminal.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the manual page and the completion script, from the command's own description. */
final class ManPage {
  private ManPage() {}

  /**
   * Writes both files; the build runs it.
   *
   * @param arguments the directory to write to
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    CommandLine command = Snoop.commandLine(new ErrorLines(Messages.ofErrors()));
    Files.writeString(directory.resolve("snoop.1"), page(command.getCommandSpec()));
    Files.writeString(
        directory.resolve("snoop.bash"), AutoComplete.bash(command.getCommandName(), command));
  }

  static String page(CommandSpec spec) {
    StringBuilder page = new StringBuilder();
    page.append(".TH SNOOP 1 \"\" \"%s\"\n".formatted(spec.version()[0]));
    page.append(".SH NAME\nsnoop \\- %s\n".formatted(text(spec.usageMessage().header())));
    page.append(
        """
        .SH SYNOPSIS
        .B snoop
        [\\fIoption\\fR ...]
        .br
        .B snoop doctor
        [\\fIPID\\fR]
        .br
        .B snoop probes
        [\\-\\-as=\\fIFORMAT\\fR] \\fIFILE\\fR ...
        """);
    page.append(".SH DESCRIPTION\n%s\n".formatted(text(spec.usageMessage().description())));
    page.append(".SH OPTIONS\n");
    spec.options().forEach(option -> page.append(option(option)));
    page.append(
        section(
            "COMMANDS",
            spec.subcommands().values().stream()
                .map(command -> command(command.getCommandSpec()))
                .collect(Collectors.joining())));
    page.append(
        section(
            "EXIT STATUS",
            spec.usageMessage().exitCodeList().entrySet().stream()
                .map(
                    entry ->
                        ".TP\n%s\n%s\n".formatted(entry.getKey().strip(), text(entry.getValue())))
                .collect(Collectors.joining())));
    page.append(section("EXAMPLES", ".nf\n" + text(spec.usageMessage().footer()) + "\n.fi\n"));
    return page.toString();
  }

  private static String section(String name, String text) {
    return ".SH %s\n%s".formatted(name, text);
  }

  private static String command(CommandSpec spec) {
    String parameters =
        spec.positionalParameters().stream()
            .map(parameter -> " [\\fI%s\\fR]".formatted(text(parameter.paramLabel())))
            .collect(Collectors.joining());
    return ".TP\n\\fB%s\\fR%s\n%s\n%s\n"
        .formatted(
            text(spec.name()),
            parameters,
            text(spec.usageMessage().header()),
            text(spec.usageMessage().description()));
  }

  private static String option(OptionSpec option) {
    String label =
        option.arity().max() == 0 ? "" : "=\\fI%s\\fR".formatted(text(option.paramLabel()));
    String names =
        Arrays.stream(option.names())
            .map(name -> "\\fB%s\\fR".formatted(text(name)))
            .collect(Collectors.joining(", "));
    return ".TP\n%s%s\n%s\n".formatted(names, label, text(option.description()));
  }

  /**
   * Returns lines in the notation of man: without markup, and without what it would take for a
   * command.
   */
  private static String text(String... lines) {
    return Arrays.stream(lines)
        .map(line -> Ansi.OFF.string(line).replace("\\", "\\e").replace("-", "\\-"))
        .map(line -> line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line)
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
