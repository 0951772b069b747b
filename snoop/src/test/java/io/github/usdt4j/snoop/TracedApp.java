package io.github.usdt4j.snoop;

import io.github.usdt4j.snoop.images.Image;
import io.github.usdt4j.snoop.images.ImageFile;
import io.github.usdt4j.snoop.images.Semaphores;
import io.github.usdt4j.snoop.processes.Processes;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.programs.LogApp;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.ProgramJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A child JVM with Logback and the UsdtAppender at level INFO, which logs what a test wants. */
final class TracedApp implements AutoCloseable {
  private final ProgramJvm jvm;
  private final long pid;
  private int unanswered;

  private TracedApp(ProgramJvm jvm) {
    this.jvm = jvm;
    // Its own idea of it may be another one, in another namespace.
    pid = JavaBelow.pid(jvm.process());
  }

  static TracedApp start() {
    return start(jvm());
  }

  static TracedApp start(Jvm jvm) {
    return new TracedApp(new ProgramJvm(jvm));
  }

  /** For more options. */
  static Jvm jvm() {
    return Jvm.main(LogApp.class)
        .quickToStart()
        .property("logback.configurationFile", "log-app.xml");
  }

  /** Does so in mount and pid namespaces of its own, where its images are in another /run. */
  static Jvm contained() {
    return jvm()
        .prefix(
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "sh",
            "-c",
            "mount -t tmpfs none /run && mount -t proc none /proc && exec \"$@\"",
            "sh");
  }

  long pid() {
    return pid;
  }

  Child child() {
    return jvm.process();
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
    tell("blast %d %d %d".formatted(threads, each, perSecond));
  }

  void await() {
    for (; unanswered > 0; unanswered--) {
      jvm.answer();
    }
  }

  private void ask(String command) {
    tell(command);
    await();
  }

  private void tell(String command) {
    jvm.tell(command);
    unanswered++;
  }

  /** The semaphores of its probes that are not zero. */
  List<String> raisedSemaphores() {
    List<String> raised = new ArrayList<>();
    TracedProcess process = new Processes().find(pid()).orElseThrow();
    for (Image image : process.images()) {
      try (ImageFile file = ImageFile.toShow(pid(), image);
          Semaphores semaphores = new Semaphores(pid())) {
        file.read(
            probe -> {
              int value = semaphores.read(image, probe).orElseThrow();
              if (value != 0) {
                raised.add(probe.provider() + ":" + probe.name() + " " + value);
              }
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return raised;
  }

  /** Ends it, as {@link #close} does. */
  void end() {
    jvm.close();
  }

  @Override
  public void close() {
    jvm.close();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
