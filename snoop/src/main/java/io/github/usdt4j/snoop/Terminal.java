package io.github.usdt4j.snoop;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Standard output: UTF-8 whatever the locale, and perhaps a terminal. */
final class Terminal {
  private static final int BUFFER = 1 << 16;

  private Terminal() {}

  static PrintStream out() {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
        false,
        StandardCharsets.UTF_8);
  }

  /** Whether colours are welcome. */
  static boolean isColoured() {
    String noColour = System.getenv("NO_COLOR");
    return (noColour == null || noColour.isEmpty())
        && !"dumb".equals(System.getenv("TERM"))
        && isTerminal();
  }

  private static boolean isTerminal() {
    try {
      String link = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return link.startsWith("/dev/pts/")
          || link.startsWith("/dev/tty")
          || link.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }
}
