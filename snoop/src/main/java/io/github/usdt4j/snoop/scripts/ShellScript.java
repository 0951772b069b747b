package io.github.usdt4j.snoop.scripts;

/**
 * Holds what scripts for sh have in common. An image is opened through the kernel's link to it and
 * checked to be the file that snoop has looked at; the tracer gets the descriptor of the shell. A
 * path that the process could change appears nowhere.
 */
final class ShellScript {
  /**
   * Stands before the images are opened. A shell starts what is in the background with SIGINT
   * ignored, so a tracer that is about to start does not notice the first one.
   */
  static final String START =
      """
      tracers=
      finish() {
        for tracer in $tracers; do
          while kill -INT "$tracer" 2>/dev/null; do sleep 1; done
        done
      }
      gone() {
        printf '%s: process %d has ended or has another image now: have a new script made\\n' "$0" "$1" >&2
        finish
        exit 1
      }
      trap 'kill -INT $tracers 2>/dev/null || exit 130' INT TERM HUP
      """;

  /** Waits for the tracers. When one is alive after that, a signal has ended the wait. */
  static final String END =
      """

      status=0
      for tracer in $tracers; do
        wait "$tracer"
        status=$?
        ! kill -0 "$tracer" 2>/dev/null || break
      done
      finish
      exit "$status"
      """;

  /** The number of a file that is removed is given again, but not to another image. */
  private static final String MARK = "usdtimg";

  private static final int MARK_AT = 1216;

  private ShellScript() {}

  /** Opens an image, and ends the script when it is another file. */
  static String open(Target target, int descriptor) {
    return """
        image=%s
        { [ -f "$image" ] && command exec %d<"$image" &&
          [ "$(stat -L -c %%d:%%i /proc/$$/fd/%d)" = %s ] &&
          [ "$(dd bs=1 skip=%d count=%d <&%d)" = %s ]; } 2>/dev/null || gone %d
        """
        .formatted(
            target.link(),
            descriptor,
            descriptor,
            target.identity(),
            MARK_AT,
            MARK.length(),
            descriptor,
            MARK,
            target.pid());
  }
}
