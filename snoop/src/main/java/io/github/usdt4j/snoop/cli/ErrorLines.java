package io.github.usdt4j.snoop.cli;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.terminal.Messages;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says each error in a line for the person who typed the command, and decides the exit status. */
final class ErrorLines
    implements IParameterExceptionHandler,
        IExecutionExceptionHandler,
        Thread.UncaughtExceptionHandler {
  private final Messages messages;

  ErrorLines(Messages messages) {
    this.messages = messages;
  }

  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    messages.say(problem.getMessage() + " (snoop --help shows the options)");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception problem, CommandLine command, ParseResult arguments) {
    return say(problem);
  }

  /** Says a problem, and returns the exit status. */
  int say(Throwable problem) {
    if (problem instanceof SnoopException known) {
      messages.say(known.getMessage());
      known.details().forEach(messages::say);
      return known.isUsage() ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }
    messages.say(defect(problem));
    return ExitCode.SOFTWARE;
  }

  /**
   * Says problems of threads that no caller waits for, and errors that no handler is asked about.
   */
  @Override
  public void uncaughtException(Thread thread, Throwable problem) {
    messages.say(defect(problem));
  }

  private static String defect(Throwable problem) {
    String place =
        Arrays.stream(problem.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith(SnoopException.class.getPackageName()))
            .findFirst()
            .map(frame -> " at " + frame)
            .orElse("");
    return "this is a defect of snoop, please report it: " + problem + place;
  }
}
