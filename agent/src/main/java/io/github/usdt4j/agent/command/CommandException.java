package io.github.usdt4j.agent.command;

/** Says in a sentence why a command failed and what to do. */
class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  CommandException(String sentence) {
    super(sentence);
  }

  CommandException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
