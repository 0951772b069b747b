package io.github.usdt4j.agent.command;

/** Says what is wrong with the arguments of the command. */
final class UsageException extends CommandException {
  private static final long serialVersionUID = 1;

  UsageException(String sentence) {
    super(sentence);
  }
}
