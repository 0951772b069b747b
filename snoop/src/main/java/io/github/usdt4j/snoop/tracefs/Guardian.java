package io.github.usdt4j.snoop.tracefs;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Starts a shell that waits for the end of this process and then removes what is left in tracefs:
 * after {@code kill -9} nothing stays attached. It sleeps in a read of a pipe whose other end
 * closes with this process.
 */
final class Guardian implements AutoCloseable {
  /** Arguments: root of tracefs, name. The readers of a dying process may hold the instance. */
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP QUIT
      while read -r line; do :; done
      instance=$1/instances/$2
      [ -e "$instance/events/$2/enable" ] && echo 0 > "$instance/events/$2/enable"
      tries=0
      while [ -d "$instance" ] && ! rmdir "$instance" && [ $tries -lt 50 ]; do
        tries=$((tries + 1))
        sleep 0.1
      done
      for event in $(sed -n "s|^p:\\($2/[^ ]*\\) .*|\\1|p" "$1/uprobe_events" | sort -u); do
        echo "-:$event" >> "$1/uprobe_events"
      done
      """;

  private final Process process;

  private Guardian(Process process) {
    this.process = process;
  }

  /** Starts a guardian; without a shell, the next run of snoop removes what is left. */
  static Guardian start(Tracefs tracefs, String name) {
    try {
      return new Guardian(
          new ProcessBuilder("/bin/sh", "-c", SCRIPT, "snoop", tracefs.root().toString(), name)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      return new Guardian(null);
    }
  }

  /** Lets the shell end. */
  @Override
  public void close() {
    if (process != null) {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        process.destroy();
      }
    }
  }
}
