package io.github.usdt4j.logback;

import java.util.Set;

/**
 * Recognises fluent calls where no filter is asked about what they log ({@link
 * Versions#FLUENT_CALLS_ASK}): their guards must stay closed, while all others may be opened.
 */
final class FluentCalls {
  private static final StackWalker WALKER = StackWalker.getInstance();

  /** How many frames above Logback's own are looked at: loggers that wrap loggers have some. */
  private static final int FRAMES = 10;

  private static final String SLF4J = "org.slf4j.";

  /** SLF4J's own loggers, which hand on what they are asked. */
  private static final Set<String> LOGGERS =
      Set.of("org.slf4j.Logger", "org.slf4j.helpers.SubstituteLogger");

  /** How a builder of fluent calls is made, and how what it has built is handed to the logger. */
  private static final Set<String> HAND_OVERS =
      Set.of(
          "makeLoggingEventBuilder(Lorg/slf4j/event/Level;)Lorg/slf4j/spi/LoggingEventBuilder;",
          "log(Lorg/slf4j/event/LoggingEvent;)V");

  /** SLF4J's own code calls such methods of them to begin with: not what an application does. */
  private static final String OWN = "org/slf4j/helpers/";

  private FluentCalls() {}

  /**
   * Returns whether the guard that this thread asks may be that of a fluent call: it is asked by
   * other code of SLF4J than a logger's {@code isDebugEnabled()} and the like.
   */
  static boolean mayAsk() {
    return WALKER.walk(
        frames ->
            frames
                .dropWhile(frame -> !isLogback(frame))
                .dropWhile(FluentCalls::isLogback)
                .limit(FRAMES)
                .anyMatch(frame -> frame.getClassName().startsWith(SLF4J) && !isGuard(frame)));
  }

  private static boolean isLogback(StackWalker.StackFrame frame) {
    return frame.getClassName().startsWith("ch.qos.logback.");
  }

  private static boolean isGuard(StackWalker.StackFrame frame) {
    return LOGGERS.contains(frame.getClassName()) && frame.getMethodName().startsWith("is");
  }

  /** Recognises what a class calls that builds events itself, behind a guard that it has asked. */
  static boolean isHandOver(String owner, String name, String descriptor) {
    return !owner.startsWith(OWN) && HAND_OVERS.contains(name + descriptor);
  }
}
