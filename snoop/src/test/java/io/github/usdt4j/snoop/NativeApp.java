package io.github.usdt4j.snoop;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.OtherUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A running program in C with one record probe, {@code log:info_json}, which forks, runs other
 * programs and changes its user when a test wants it: {@code src/test/c/native_app.c}.
 */
final class NativeApp implements AutoCloseable {
  private static final Path LIBUSDT = Path.of("../native/target/dist").toAbsolutePath().normalize();

  private final Child child;
  private int answers;

  /** Where the program and the images of all users are, while the tests of a class run. */
  static final class Home implements BeforeAllCallback, AfterAllCallback {
    private Path directory;

    /** Compiles the program. */
    @Override
    public void beforeAll(ExtensionContext context) {
      try {
        // Open to all users, as the programs of a machine are.
        directory =
            Files.createTempDirectory(
                "usdt4j-test-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Child.run(
          "cc",
          "-std=gnu11",
          "-o",
          program(),
          "src/test/c/native_app.c",
          "-I" + LIBUSDT.resolve("include"),
          LIBUSDT.resolve("lib/libusdt.a").toString(),
          "-pthread",
          "-ldl");
      Child.run("chmod", "755", directory.toString(), program());
    }

    /** Starts it as that user, with a name as its argument; waits until it has its probe. */
    NativeApp start(long uid, String name) {
      Path images = directory.resolve("images-" + uid);
      Child.run("install", "-d", "-m", "700", "-o", Long.toString(uid), images.toString());
      List<String> command = new ArrayList<>(List.of("env", "USDT_DIR=" + images));
      if (uid != 0) {
        command.addAll(OtherUser.command(uid));
      }
      command.addAll(List.of(program(), name));
      NativeApp app = new NativeApp(Child.start(new ProcessBuilder(command)));
      app.answer();
      return app;
    }

    /**
     * Starts it as that user, with its images in a directory of a name of any bytes.
     *
     * @param octal the name, as {@code printf} takes it
     */
    NativeApp startBelow(long uid, String octal) {
      String script =
          "d=$0/$(printf \"$1\") && install -d -m 700 -o \"$2\" \"$d\" && exec env USDT_DIR=\"$d\""
              + " setpriv --reuid=\"$2\" --regid=\"$2\" --clear-groups \"$3\" name";
      NativeApp app =
          new NativeApp(
              Child.start(
                  new ProcessBuilder(
                      "sh",
                      "-c",
                      script,
                      directory.toString(),
                      octal,
                      Long.toString(uid),
                      program())));
      app.answer();
      return app;
    }

    private String program() {
      return directory.resolve("native_app").toString();
    }

    @Override
    public void afterAll(ExtensionContext context) {
      Child.run("rm", "-rf", directory.toString());
    }
  }

  private NativeApp(Child child) {
    this.child = child;
  }

  long pid() {
    return child.pid();
  }

  /** A record with that message. */
  static String record(String message) {
    return "{\"time\":\"2026-01-02T14:03:22.518Z\",\"level\":\"info\",\"logger\":\"com.acme.Shop\","
        + "\"thread\":\"main\",\"message\":\""
        + message
        + "\"}";
  }

  void fire(String message) {
    ask("fire " + record(message));
  }

  /** Tells it to do something, and returns its answer. */
  String ask(String line) {
    child.send(line);
    return answer();
  }

  /** Makes a child process; returns its id. */
  long fork() {
    return Long.parseLong(ask("fork").substring("child ".length()));
  }

  private String answer() {
    int at = answers++;
    Await.until(
        () -> "answer " + at + " of the program, which wrote:\n" + child.text(),
        () -> child.lines().size() > at || !child.isAlive());
    List<String> lines = child.lines();
    if (lines.size() <= at || lines.get(at).startsWith("failed")) {
      throw new AssertionError("no answer: " + child.text());
    }
    return lines.get(at);
  }

  /** Ends it, as {@link #close} does. */
  void end() {
    child.close();
  }

  /** Ends it, and its children with it. */
  @Override
  public void close() {
    child.close();
  }
}
