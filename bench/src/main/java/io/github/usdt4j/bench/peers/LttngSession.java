package io.github.usdt4j.bench.peers;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import io.github.usdt4j.testsupport.Tools;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs a daemon of LTTng, to which agents connect, and its recording. */
public final class LttngSession implements AutoCloseable {
  private static final String NAME = "usdt4j-bench";

  private final Child daemon;

  /** The directory of the recording; null while nothing is recorded. */
  private TemporaryDirectory traces;

  private LttngSession(Child daemon) {
    this.daemon = daemon;
  }

  /** Returns why there cannot be a daemon here; empty when there can. */
  public static Optional<String> obstacle() {
    for (String tool : new String[] {"lttng", "lttng-sessiond"}) {
      if (Tools.find(tool).isEmpty()) {
        return Optional.of(tool + " is not on the PATH");
      }
    }
    return LttngLog.obstacle()
        .or(() -> answers() ? Optional.of("another lttng-sessiond is running") : Optional.empty());
  }

  /** Starts a daemon that enables no event. */
  public static LttngSession start() {
    LttngSession session =
        new LttngSession(
            Child.start(new ProcessBuilder(Tools.path("lttng-sessiond"), "--no-kernel")));
    try {
      Await.until(
          () -> "an answer from lttng-sessiond: " + session.daemon.text(), LttngSession::answers);
      return session;
    } catch (AssertionError e) {
      session.close();
      throw e;
    }
  }

  /** Records all Log4j events of all processes from now on. */
  public LttngSession record() {
    try {
      traces = new TemporaryDirectory();
      lttng("create", NAME, "--output=" + traces.path());
      lttng("enable-event", "--log4j", "--all");
      lttng("start");
      return this;
    } catch (AssertionError e) {
      close();
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
      if (traces != null) {
        lttng("destroy", "--all");
      }
    } finally {
      // Gently: it has a child, which a kill would leave behind.
      daemon.signal("TERM");
      daemon.awaitExit();
      daemon.close();
      if (traces != null) {
        traces.close();
      }
    }
  }
}
