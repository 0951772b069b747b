package io.github.usdt4j.snoop.terminal;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a standard stream whether it is a terminal, and how wide. */
public final class Terminal {
  private static final Terminal OUTPUT = new Terminal(1);
  private static final Terminal ERRORS = new Terminal(2);
  private static final int BUFFER = 1 << 16;

  /** The width of a terminal that does not say how wide it is, as a serial line does not. */
  private static final int USUAL_COLUMNS = 80;

  /** A person may change the size. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long ANSWER_SECONDS = 2;

  private static final int FILE_TYPE = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  /** Rows and columns. */
  private static final Pattern SIZE = Pattern.compile("\\d{1,9} (\\d{1,9})");

  private final Path stream;
  private int columns = Rows.UNLIMITED;
  private boolean isAsked;
  private long asked;

  private Terminal(int descriptor) {
    stream = Path.of("/proc/self/fd/" + descriptor);
  }

  /** Returns standard output. */
  public static Terminal output() {
    return OUTPUT;
  }

  /** Returns standard error. */
  static Terminal errors() {
    return ERRORS;
  }

  /** Returns a stream to standard output, in UTF-8 whatever the locale. */
  public static PrintStream out() {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
        false,
        StandardCharsets.UTF_8);
  }

  /** Returns whether colours are welcome. */
  public boolean isColoured() {
    String noColour = System.getenv("NO_COLOR");
    return columns() != Rows.UNLIMITED
        && (noColour == null || noColour.isEmpty())
        && !"dumb".equals(System.getenv("TERM"));
  }

  /** Returns how wide it is at the moment; {@link Rows#UNLIMITED} when it is no terminal. */
  public synchronized int columns() {
    if (!isAsked) {
      isAsked = true;
      columns = isDevice() ? ask().orElse(Rows.UNLIMITED) : Rows.UNLIMITED;
    } else if (columns != Rows.UNLIMITED && System.nanoTime() - asked > FRESH_NANOS) {
      columns = ask().orElse(columns);
    }
    return columns;
  }

  private boolean isDevice() {
    try {
      int mode = (Integer) Files.getAttribute(stream, "unix:mode");
      return (mode & FILE_TYPE) == CHARACTER_DEVICE;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns how wide the system says it is; empty when it is no terminal. */
  private OptionalInt ask() {
    asked = System.nanoTime();
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Redirect.from(stream.toFile()))
              .redirectError(Redirect.DISCARD)
              .start();
      if (stty.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        try (BufferedReader answer = stty.inputReader(StandardCharsets.US_ASCII)) {
          return columns(answer.readLine());
        }
      }
      stty.destroyForcibly();
    } catch (IOException e) {
      // There is no stty.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return isNamedAsTerminal() ? OptionalInt.of(USUAL_COLUMNS) : OptionalInt.empty();
  }

  private static OptionalInt columns(String answer) {
    Matcher size = SIZE.matcher(answer == null ? "" : answer);
    if (!size.matches()) {
      return OptionalInt.empty();
    }
    int said = Integer.parseInt(size.group(1));
    return OptionalInt.of(said == 0 ? USUAL_COLUMNS : said);
  }

  private boolean isNamedAsTerminal() {
    try {
      return Files.readSymbolicLink(stream).toString().matches("/dev/(pts/.*|tty.*|console)");
    } catch (IOException e) {
      return false;
    }
  }
}
