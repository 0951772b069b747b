package io.github.usdt4j.log4j2;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.MessageFormatMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.MessageSupplier;
import org.apache.logging.log4j.util.Supplier;

/** Logs in the ways that a logger of Log4j has beside the usual ones. */
final class LogWays {
  static final List<String> NAMES =
      List.of(
          "few arguments",
          "marker",
          "message",
          "message of another format",
          "object",
          "text of another kind",
          "supplier",
          "supplier of a message",
          "suppliers of arguments",
          "printf",
          "by another class",
          "marker and throwable by a builder",
          "supplier by a builder");

  private static final Marker MARKER = MarkerManager.getMarker("MARKED");

  private LogWays() {}

  static void log(String way, Logger logger, Level level, String message, Object... arguments) {
    Object first = arguments.length > 0 ? arguments[0] : null;
    Throwable thrown = first instanceof Throwable throwable ? throwable : null;
    switch (way) {
      case "few arguments" -> {
        if (arguments.length < 2) {
          logger.log(level, message, first);
        } else {
          logger.log(level, message, first, arguments[1]);
        }
      }
      case "marker" -> logger.log(level, MARKER, message, arguments);
      case "message" -> logger.log(level, new ParameterizedMessage(message, arguments), thrown);
      case "message of another format" ->
          logger.log(level, new MessageFormatMessage(message.replace("{}", "{0}"), arguments));
      case "object" -> logger.log(level, (Object) List.of(message, arguments.length), thrown);
      case "text of another kind" -> logger.log(level, CharBuffer.wrap(message), thrown);
      case "supplier" -> logger.log(level, (Supplier<?>) () -> message);
      case "supplier of a message" ->
          logger.log(level, (MessageSupplier) () -> new ParameterizedMessage(message, arguments));
      case "suppliers of arguments" -> {
        // No filter is shown the suppliers.
        if (level.isMoreSpecificThan(Level.INFO) && !logger.getName().contains("aside")) {
          logger.log(level, message, suppliers(arguments));
        } else {
          logger.log(level, message, arguments);
        }
      }
      case "printf" -> logger.printf(level, "%s %s", message, first);
      case "by another class" ->
          logger.logIfEnabled(LogWays.class.getName(), level, null, message, arguments);
      case "marker and throwable by a builder" ->
          // To filters a builder shows its throwable behind the arguments; a brace too many has it.
          logger
              .atLevel(level)
              .withMarker(MARKER)
              .withThrowable(message.split("\\{", -1).length > 1 + arguments.length ? null : thrown)
              .log(message, arguments);
      case "supplier by a builder" ->
          logger.atLevel(level).log((Supplier<Message>) () -> new SimpleMessage(message));
      default -> throw new IllegalArgumentException(way);
    }
  }

  private static Supplier<?>[] suppliers(Object... arguments) {
    return Arrays.stream(arguments)
        .map(argument -> (Supplier<?>) () -> argument)
        .toArray(Supplier<?>[]::new);
  }
}
