package io.github.usdt4j.bench;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A daemon of LTTng that records all Log4j events of all processes, until it is closed. */
final class LttngSession implements AutoCloseable {
  private final Child daemon;
  private final Path traces;

  private LttngSession(Child daemon, Path traces) {
    this.daemon = daemon;
    this.traces = traces;
  }

  /** Why there cannot be one here; empty when there can. */
  static Optional<String> obstacle() {
    for (String tool : new String[] {"lttng", "lttng-sessiond"}) {
      if (Tools.find(tool).isEmpty()) {
        return Optional.of(tool + " is not on the PATH");
      }
    }
    return LttngLog.obstacle()
        .or(() -> answers() ? Optional.of("another lttng-sessiond is running") : Optional.empty());
  }

  static LttngSession start() {
    Child daemon = Child.start(new ProcessBuilder(Tools.path("lttng-sessiond"), "--no-kernel"));
    Path traces = null;
    try {
      Await.until(() -> "an answer from lttng-sessiond: " + daemon.text(), LttngSession::answers);
      traces = Files.createTempDirectory("usdt4j-bench-lttng");
      lttng("create", "usdt4j-bench", "--output=" + traces);
      lttng("enable-event", "--log4j", "--all");
      lttng("start");
      return new LttngSession(daemon, traces);
    } catch (IOException e) {
      end(daemon, traces);
      throw new UncheckedIOException(e);
    } catch (AssertionError e) {
      end(daemon, traces);
      throw e;
    }
  }

  private static boolean answers() {
    try (Child list = Child.start(new ProcessBuilder(Tools.path("lttng"), "list"))) {
      return list.awaitExit() == 0;
    }
  }

  private static void lttng(String... arguments) {
    Child.run(
        Stream.concat(Stream.of(Tools.path("lttng")), Stream.of(arguments)).toArray(String[]::new));
  }

  @Override
  public void close() {
    try {
      lttng("destroy", "usdt4j-bench");
    } finally {
      end(daemon, traces);
    }
  }

  /** Gently: it has a child, which a kill would leave behind. */
  private static void end(Child daemon, Path traces) {
    daemon.signal("TERM");
    daemon.awaitExit();
    daemon.close();
    if (traces == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(traces)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
