package io.github.usdt4j.snoop;

import io.github.usdt4j.snoop.programs.LogApp;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A child JVM with Logback and the UsdtAppender at level INFO, which logs what a test wants. */
final class TracedApp implements AutoCloseable {
  private final Child child;
  private int answers;

  private TracedApp(Child child) {
    this.child = child;
    child.awaitLine("ready");
  }

  static TracedApp start() {
    return start(jvm());
  }

  static TracedApp start(Jvm jvm) {
    return new TracedApp(jvm.start());
  }

  /** For more options. */
  static Jvm jvm() {
    return Jvm.main(LogApp.class).property("logback.configurationFile", "log-app.xml");
  }

  long pid() {
    return child.pid();
  }

  Child child() {
    return child;
  }

  void mdc(String key, String value) {
    ask("mdc %s %s".formatted(base64(key), base64(value)));
  }

  void log(String level, String logger, String message) {
    ask("log %s %s %s".formatted(level, logger, base64(message)));
  }

  void fail(String level, String logger, String message, String exception) {
    ask("fail %s %s %s %s".formatted(level, logger, base64(message), base64(exception)));
  }

  /** Logs from several threads, all together at that rate; to be awaited. */
  void blast(int threads, int each, int perSecond) {
    child.send("blast %d %d %d".formatted(threads, each, perSecond));
    answers++;
  }

  void await() {
    Await.until(
        () -> "the answer of the traced program, which wrote " + child.text(),
        () -> answered() >= answers || !child.isAlive());
    if (answered() < answers) {
      throw new AssertionError("the traced program has ended: " + child.text());
    }
  }

  private void ask(String command) {
    child.send(command);
    answers++;
    await();
  }

  private long answered() {
    return child.lines().stream().filter("done"::equals).count();
  }

  /** The semaphores of its probes that are not zero. */
  List<String> raisedSemaphores() {
    return SnoopRun.of("--list", "-p", Long.toString(pid())).lines().stream()
        .filter(line -> line.contains(" semaphore ") && !line.endsWith(" semaphore 0"))
        .toList();
  }

  @Override
  public void close() {
    child.close();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
