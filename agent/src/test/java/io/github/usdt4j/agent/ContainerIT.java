package io.github.usdt4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import io.github.usdt4j.agent.programs.LogbackApp;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Container;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.OtherUser;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import io.github.usdt4j.testsupport.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/**
 * Root attaches from outside to a JVM of another user in namespaces of its own, which does not see
 * the agent's jar and has nothing to write to but a small {@code /tmp}.
 */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"unshare", "setpriv", "nsenter", "mount", "pivot_root"})
final class ContainerIT {
  private static final long USER = Container.HOST_USER;

  private TemporaryDirectory directory;

  /** The command as it is installed, where every user may read it. */
  private String command;

  @BeforeEach
  void install() throws IOException {
    directory = new TemporaryDirectory();
    Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Path bin = Files.createDirectories(directory.path().resolve("installed/bin"));
    Path lib = Files.createDirectories(directory.path().resolve("installed/lib/usdt4j"));
    Files.copy(AttachedApp.JAR, lib.resolve("usdt4j-agent.jar"));
    command = Files.copy(Path.of(AttachedApp.COMMAND), bin.resolve("usdt4j")).toString();
  }

  @AfterEach
  void removeDirectory() {
    directory.close();
  }

  @Test
  void attach_jvmInAContainer_showsDebugAndIsGoneAfterTheDetach() throws IOException {
    try (AttachedApp app = new AttachedApp(contained(), command)) {
      assertThat(Files.getAttribute(Path.of("/proc", Long.toString(app.pid())), "unix:uid"))
          .isEqualTo((int) USER);
      List<String> console = app.tell("log");
      List<String> before = files(app);

      List<String> said = app.usdt4j("attach", List.of("--mdc-args", "tenant"));

      assertThat(said).contains("by: root", "context: Logback 'default': attached", "status 0");
      assertThat(files(app)).noneMatch(file -> file.endsWith(".jar"));
      assertThat(app.usdt4j("status", List.of())).isEqualTo(said);
      assertThat(
              app.snooped(
                  LogbackAttachIT.EVENTS.size(),
                  () -> assertThat(app.tell("log")).isEqualTo(console)))
          .isEqualTo(LogbackAttachIT.EVENTS);

      for (int round = 0; round < 2; round++) {
        assertThat(app.usdt4j("detach", List.of()))
            .containsExactly("detached from " + app.pid(), "status 0");
        assertThat(app.tell("log")).isEqualTo(console);
        app.awaitState(AttachContract::isLeft);
        assertThat(app.usdt4j("attach", List.of())).contains("status 0");
      }
      app.usdt4j("detach", List.of());
      assertThat(files(app)).containsAll(before).allMatch(file -> isKept(file, before));
    }
  }

  /** What the JDK's mechanism and the image keep until the process ends. */
  private static boolean isKept(String file, List<String> before) {
    return before.contains(file)
        || file.startsWith("/tmp/.java_pid")
        || file.startsWith("/tmp/usdt-");
  }

  private static List<String> files(AttachedApp app) throws IOException {
    Path root = Path.of("/proc", Long.toString(app.pid()), "root");
    try (Stream<Path> files = Files.walk(root.resolve("tmp"))) {
      return files.map(file -> file.toString().substring(root.toString().length())).toList();
    }
  }

  @Test
  void attach_otherUsersJvm_works() throws IOException {
    Jvm jvm =
        app(directory.path().toString()).prefix(OtherUser.command(USER).toArray(String[]::new));
    try (AttachedApp app = new AttachedApp(jvm, command)) {
      List<String> console = app.tell("log");

      assertThat(app.usdt4j("attach", List.of())).contains("by: root", "status 0");
      assertThat(
              app.snooped(
                  LogbackAttachIT.EVENTS.size(),
                  () -> assertThat(app.tell("log")).isEqualTo(console)))
          .isEqualTo(LogbackAttachIT.EVENTS);
      assertThat(app.usdt4j("detach", List.of())).contains("status 0");
    }
  }

  @Test
  void attach_otherUsersJvmByAThirdUser_isRefused() throws IOException {
    Jvm jvm =
        app(directory.path().toString()).prefix(OtherUser.command(USER).toArray(String[]::new));
    try (AttachedApp app = new AttachedApp(jvm, command);
        Child third =
            Child.start(
                new ProcessBuilder(
                    OtherUser.command(USER + 1, command, "attach", Long.toString(app.pid()))))) {
      assertThat(third.awaitExit()).isEqualTo(1);
      assertThat(third.text())
          .isEqualTo(
              "usdt4j: process "
                  + app.pid()
                  + " cannot be read; run usdt4j as its user, or as root");
    }
  }

  @Test
  void attach_jarThatTheUserCannotRead_isRefused() throws IOException {
    Path jar = directory.path().resolve("installed/lib/usdt4j/usdt4j-agent.jar");
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-------"));
    Jvm jvm =
        app(directory.path().toString()).prefix(OtherUser.command(USER).toArray(String[]::new));
    try (AttachedApp app = new AttachedApp(jvm, command)) {
      assertThat(app.usdt4j("attach", List.of()))
          .containsExactly(
              "usdt4j: the user %d of process %d cannot read %s; put that where every user may read it"
                  .formatted(USER, app.pid(), jar),
              "status 1");
    }
  }

  @Test
  void attach_withoutTheToolsForAnotherUser_isRefused() throws IOException {
    Path tools = Files.createDirectory(directory.path().resolve("tools"));
    for (String tool : List.of("dirname", "readlink")) {
      Files.createSymbolicLink(tools.resolve(tool), Tools.find(tool).orElseThrow());
    }
    Jvm jvm =
        app(directory.path().toString()).prefix(OtherUser.command(USER).toArray(String[]::new));
    try (AttachedApp app = new AttachedApp(jvm, command)) {
      ProcessBuilder builder = new ProcessBuilder(command, "attach", Long.toString(app.pid()));
      builder.environment().put("PATH", tools.toString());
      builder.environment().put("JAVA_HOME", Jdks.current().toString());
      try (Child attach = Child.start(builder)) {
        assertThat(attach.awaitExit()).isEqualTo(1);
        assertThat(attach.text())
            .startsWith(
                "usdt4j: usdt4j needs setpriv and nsenter of util-linux for a process of another"
                    + " user; install them, or run usdt4j as that user (");
      }
    }
  }

  private Jvm contained() throws IOException {
    return Container.around(app(Container.APP.toString()), directory.path(), Container.Tmp.STICKY);
  }

  /** Returns the program with a copy of its classes, which every user may read. */
  private Jvm app(String seenAt) throws IOException {
    Class<?>[] types = {LogbackApp.class, LoggerContext.class, Context.class, Logger.class};
    Path[] classPath = new Path[types.length];
    for (int i = 0; i < types.length; i++) {
      copy(Jvm.locationOf(types[i]), directory.path().resolve(Integer.toString(i)));
      classPath[i] = Path.of(seenAt, Integer.toString(i));
    }
    return new LogbackAttachIT().jvm().classPath(classPath);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
