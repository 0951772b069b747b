package io.github.usdt4j.log4j2;

import io.github.usdt4j.testsupport.appenders.CaptureContract.DebugCall;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.message.MessageFormatMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.spi.ExtendedLogger;
import org.junit.jupiter.params.provider.Arguments;

/** The ways to log {@code a b} at DEBUG; those with "throwable" in their name log one, too. */
public final class DebugCalls {
  private DebugCalls() {}

  /** Arguments of a test: a name, and what takes a logger. */
  public static Stream<Arguments> all() {
    return list().stream().map(call -> Arguments.of(call.name(), call.log()));
  }

  static List<DebugCall<ExtendedLogger>> list() {
    return List.of(
        call("plain", log -> log.debug("a b")),
        call("one argument", log -> log.debug("a {}", "b")),
        call("two arguments", log -> log.debug("{} {}", "a", "b")),
        call("three arguments", log -> log.debug("{}{}{}", "a", " ", "b")),
        call("ten arguments", log -> log.debug("{} b", "a", 2, 3, 4, 5, 6, 7, 8, 9, 10)),
        call("eleven arguments", log -> log.debug("{} b", "a", 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
        call("throwable", log -> log.debug("a b", thrown())),
        call("last argument throwable", log -> log.debug("a {}", "b", thrown())),
        call("marker", log -> log.debug(MarkerManager.getMarker("M"), "a {}", "b")),
        call("object", log -> log.debug(Path.of("a b"))),
        call("char sequence", log -> log.debug(CharBuffer.wrap("a b"))),
        call("message", log -> log.debug(new ParameterizedMessage("a {}", "b"))),
        call("message format", log -> log.debug(new MessageFormatMessage("a {0}", "b"))),
        call("supplier", log -> log.debug(() -> "a b")),
        call("message supplier", log -> log.debug(() -> new SimpleMessage("a b"))),
        call(
            "guarded",
            log -> {
              if (log.isDebugEnabled()) {
                log.debug("a b");
              }
            }),
        call(
            "guarded by level",
            log -> {
              if (log.isEnabled(Level.DEBUG)) {
                log.debug("a b");
              }
            }),
        call(
            "guarded by marker",
            log -> {
              if (log.isDebugEnabled(MarkerManager.getMarker("M"))) {
                log.debug("a b");
              }
            }),
        call("level", log -> log.log(Level.DEBUG, "a {}", "b")),
        call("log if enabled", log -> log.logIfEnabled("x", Level.DEBUG, null, "a {}", "b")),
        call("fluent", log -> log.atDebug().log("a b")),
        call("fluent argument", log -> log.atDebug().log("a {}", "b")),
        call("fluent supplier", log -> log.atDebug().log(() -> new SimpleMessage("a b"))),
        call("fluent throwable", log -> log.atDebug().withThrowable(thrown()).log("a b")),
        call("fluent location", log -> log.atDebug().withLocation().log("a b")),
        call("fluent at level", log -> log.atLevel(Level.DEBUG).log("a b")),
        call(
            "fluent marker",
            log -> log.atDebug().withMarker(MarkerManager.getMarker("M")).log("a b")));
  }

  private static IllegalStateException thrown() {
    return new IllegalStateException("x");
  }

  private static DebugCall<ExtendedLogger> call(String name, Consumer<ExtendedLogger> call) {
    return new DebugCall<>(name, call);
  }
}
