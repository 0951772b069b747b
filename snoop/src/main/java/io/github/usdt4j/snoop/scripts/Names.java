package io.github.usdt4j.snoop.scripts;

import java.util.regex.Pattern;

/**
 * Decides which names from outside may stand in a script as they are. A process can choose any name
 * for itself, its images and its probes; a name that is more than a word goes into no script.
 */
public final class Names {
  private static final Pattern PROVIDER = Pattern.compile("[A-Za-z0-9_]{1,64}");

  /** Classes, jars and programs; nothing here ends a comment, a line or a quotation. */
  private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9_.$-]{1,200}");

  private Names() {}

  /** Returns whether a provider of this name can be named in a definition or a program. */
  public static boolean isProvider(String name) {
    return PROVIDER.matcher(name).matches();
  }

  /** Returns whether a process of this name can be named in a comment. */
  static boolean isProgram(String name) {
    return PROGRAM.matcher(name).matches();
  }
}
