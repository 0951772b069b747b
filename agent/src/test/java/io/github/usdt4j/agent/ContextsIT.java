package io.github.usdt4j.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Context;
import io.github.usdt4j.agent.programs.Log4jApp;
import io.github.usdt4j.agent.programs.LogbackApp;
import io.github.usdt4j.agent.programs.WebApps;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/**
 * Contexts of several class loaders, as web applications have them: those that come after the
 * attach, that have an appender of their own, and that go.
 */
@Requires({Need.ROOT, Need.UPROBE_EVENTS})
final class ContextsIT {
  private static final String LOGBACK = "context: Logback 'default': ";

  private AttachedApp server;

  @BeforeEach
  void start() {
    server =
        new AttachedApp(
            Jvm.main(WebApps.class)
                .quickToStart()
                .classPath(Jvm.locationOf(WebApps.class))
                // As in a servlet container: Log4j would keep an undeployed application otherwise.
                .property("log4j2.is.webapp", true)
                .property("log4j.shutdownHookEnabled", false));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void attach_noContextYet_saysSo() {
    // The JDK's own logging begins with JMX, which the agent may be the first to use.
    assertThat(server.usdt4j("attach", List.of()))
        .containsAnyOf(
            "context: none yet; the agent looks for new ones each second",
            "context: java.util.logging: attached")
        .contains("status 0");
  }

  @Test
  void contexts_afterTheAttach_areAttachedAndGoWithTheirApplication() throws Exception {
    deployLogback("before", "app-logback.xml");
    List<String> console = server.tell("tell before log");
    server.load(AgentArguments.ATTACH, Map.of());
    server.awaitContexts(LOGBACK + "attached");

    deployLogback("after", "app-logback.xml");
    deployLog4j("other");
    server.awaitContexts(
        LOGBACK + "attached", LOGBACK + "attached", "context: Log4j 2 'NAME': attached");

    for (String app : List.of("before", "after")) {
      assertThat(
              server.snooped(
                  LogbackAttachIT.EVENTS.size(),
                  () -> assertThat(server.tell("tell " + app + " log")).isEqualTo(console)))
          .isEqualTo(LogbackAttachIT.EVENTS);
    }
    assertThat(server.snooped(Log4jAttachIT.EVENTS.size(), () -> server.tell("tell other log")))
        .isEqualTo(Log4jAttachIT.EVENTS);

    for (String app : List.of("after", "other")) {
      server.tell("tell " + app + " stop");
      server.tell("undeploy " + app);
      server.awaitAnswer("collected " + app, "true");
    }
    server.awaitContexts(LOGBACK + "attached");
    server.load(AgentArguments.DETACH, Map.of());
    assertThat(server.tell("tell before log")).isEqualTo(console);
    server.awaitState(AttachContract::isLeft);
  }

  @Test
  void context_thatIsNotStoppedWhenItsApplicationGoes_isLetGoByTheDetach() throws Exception {
    server.load(AgentArguments.ATTACH, Map.of());
    deployLogback("careless", "app-logback.xml");
    deployLog4j("other");
    server.awaitContexts(LOGBACK + "attached", "context: Log4j 2 'NAME': attached");

    server.tell("undeploy careless");
    server.tell("undeploy other");
    server.load(AgentArguments.DETACH, Map.of());

    server.awaitAnswer("collected careless", "true");
    server.awaitState(AttachContract::isLeft);
  }

  @Test
  void context_withAnAppenderOfItsOwn_isLeftAlone() throws Exception {
    deployLogback("own", "own-logback.xml");
    List<String> console = server.tell("tell own log");

    server.load(AgentArguments.ATTACH, Map.of());
    String leftAlone = LOGBACK + "left alone, since its appender 'own' makes the probes";
    server.awaitContexts(leftAlone);
    assertThat(server.usdt4j("status", List.of())).contains(leftAlone, "status 0");
    server.tell("tell own reconfigure");

    // Each event comes once.
    assertThat(
            server.snooped(
                2 * LogbackAttachIT.EVENTS.size(),
                () -> {
                  assertThat(server.tell("tell own log")).isEqualTo(console);
                  assertThat(server.tell("tell own log")).isEqualTo(console);
                }))
        .isEqualTo(
            Stream.of(LogbackAttachIT.EVENTS, LogbackAttachIT.EVENTS)
                .flatMap(List::stream)
                .toList());
    server.awaitContexts(leftAlone);

    server.load(AgentArguments.DETACH, Map.of());
    assertThat(
            server.snooped(
                LogbackAttachIT.EVENTS.size(),
                () -> assertThat(server.tell("tell own log")).isEqualTo(console)))
        .isEqualTo(LogbackAttachIT.EVENTS);
  }

  private void deployLogback(String name, String configuration) {
    Stream<Path> paths =
        configuration.startsWith("own")
            ? withTheAppender()
            : Stream.of(
                Jvm.locationOf(LogbackApp.class),
                Jvm.locationOf(LoggerContext.class),
                Jvm.locationOf(Context.class),
                Jvm.locationOf(Logger.class));
    deploy(name, LogbackApp.class, paths, "logback.configurationFile=" + configuration);
  }

  private void deployLog4j(String name) {
    deploy(
        name,
        Log4jApp.class,
        Stream.of(
            Jvm.locationOf(Log4jApp.class),
            Jvm.locationOf(LogManager.class),
            Jvm.locationOf(org.apache.logging.log4j.core.LoggerContext.class)),
        "log4j2.configurationFile=app-log4j2.xml");
  }

  private void deploy(String name, Class<?> type, Stream<Path> paths, String property) {
    String classPath = paths.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    server.tell("deploy %s %s %s %s".formatted(name, type.getName(), classPath, property));
  }

  /** The test's class path, but for the agent. */
  private static Stream<Path> withTheAppender() {
    Path agent = Jvm.locationOf(Agent.class);
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(path -> !path.equals(agent));
  }
}
