package io.github.usdt4j.tracertests.twins;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.twin.Likeness;
import io.github.usdt4j.testsupport.twin.TwinFramework;
import io.github.usdt4j.testsupport.twin.TwinProgram;
import io.github.usdt4j.testsupport.twin.TwinResult;
import io.github.usdt4j.testsupport.twin.TwinRun;
import io.github.usdt4j.tracertests.examples.Http;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples that log, as twins. */
@Requires(Need.ROOT)
final class ExampleTwinsIT {
  private static final Pattern PORT = Pattern.compile("(?:127\\.0\\.0\\.1:|on port )(\\d+)");

  /** An order that is accepted, one beyond the credit, one that fails, and some that are wrong. */
  private static final List<String> ORDERS =
      List.of(
          "item=green-tea&quantity=3",
          "item=teapot&quantity=3",
          "item=samovar",
          "item=unicorn",
          "item=oolong&quantity=none");

  /** The example packs orders beside; the last requests leave it the time. */
  private static final int LAST_REQUESTS = 20;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(names = {"LOGBACK", "LOG4J2"})
  void orders_ofTwoTenants_areSeenAndLeaveTheLog(TwinFramework framework) {
    Path[] jars = Modules.orders(framework).toArray(Path[]::new);

    assertAlike(
        TwinProgram.of(
                framework,
                own ->
                    TwinProgram.gated("io.github.usdt4j.examples.orders.Orders", jars)
                        .arguments("0")
                        .quickToStart())
            .doing(ExampleTwinsIT::order)
            .alikeBy(Likeness.EVENTS)
            .replacing("127.0.0.1:\\d+", "127.0.0.1:PORT")
            .replacing("http-\\d", "http-N"));
  }

  @Test
  void springBoot_startAndRequests_areSeenAndLeaveTheLog() throws IOException {
    Path[] jars = springBoot();

    assertAlike(
        TwinProgram.of(
                TwinFramework.LOGBACK,
                own ->
                    TwinProgram.gated("io.github.usdt4j.examples.springboot.HelloApplication", jars)
                        .property("java.io.tmpdir", own)
                        .arguments("--server.port=0")
                        .quickToStart())
            .doing(ExampleTwinsIT::greet)
            .alikeBy(Likeness.KINDS)
            // Its guard stays closed, since the log has what is in its else when the start fails.
            .optional("ConditionEvaluationReportLogger"));
  }

  @Test
  void julRounds_ofTheProgramAndTheJdk_areSeenAndLeaveTheLog() {
    Path[] jars = Modules.built("jul-rounds").toArray(Path[]::new);

    assertAlike(
        TwinProgram.of(
                TwinFramework.JUL,
                own ->
                    TwinProgram.gated("io.github.usdt4j.examples.julrounds.Rounds", jars)
                        .quickToStart())
            .doing(ExampleTwinsIT::awaitTicks)
            .alikeBy(Likeness.KINDS));
  }

  private static void assertAlike(TwinProgram program) {
    TwinResult result = TwinRun.of(program);

    assertThat(result.differences()).isEmpty();
    assertThat(result.below()).isPositive();
    assertThat(result.lines()).isPositive();
  }

  private static void order(Child service, Path own) {
    URI address = address(service.awaitLine("pid "));
    for (String tenant : List.of("acme", "initech")) {
      ORDERS.forEach(order -> post(address.resolve("/orders?" + order), tenant));
    }
    for (int i = 0; i < LAST_REQUESTS; i++) {
      post(address.resolve("/orders?item=unicorn"), "acme");
    }
  }

  private static void greet(Child application, Path own) {
    Await.until(
        () -> "the start of " + application.text(),
        () -> TwinRun.log(own).contains("Started HelloApplication") || !application.isAlive());
    URI address = address(TwinRun.log(own));
    for (String name : List.of("you", "all", "")) {
      Http.send(HttpRequest.newBuilder(address.resolve("/hello?name=" + name)).build());
    }
    Http.send(HttpRequest.newBuilder(address.resolve("/nowhere")).build());
  }

  /** Waits for some rounds, where anything shows them, or else for the start. */
  private static void awaitTicks(Child program, Path own) {
    Path records = own.resolve("tracer.json");
    boolean isTraced = Files.exists(records);
    boolean isLoud = text(own.resolve("logging.properties")).contains(".level = FINE");
    Await.until(
        () -> "rounds of " + program.text(),
        () ->
            (isTraced ? text(records) : TwinRun.log(own))
                    .contains(isTraced || isLoud ? "tick 3" : "started")
                || !program.isAlive());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void post(URI order, String tenant) {
    Http.send(
        HttpRequest.newBuilder(order)
            .header("X-Tenant", tenant)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private static URI address(String text) {
    Matcher port = PORT.matcher(text);
    assertThat(port.find()).as(text).isTrue();
    return URI.create("http://127.0.0.1:" + port.group(1));
  }

  /** Returns what is in the jar of the example, whose own launcher would hide the gate from it. */
  private Path[] springBoot() throws IOException {
    Path jar = Readme.root().resolve("examples/spring-boot/target/spring-boot.jar");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
        Path file = directory.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        try (InputStream content = zip.getInputStream(entry)) {
          Files.copy(content, file);
        }
      }
    }
    Path classes = directory.resolve("BOOT-INF/classes");
    try (Stream<Path> jars = Files.list(directory.resolve("BOOT-INF/lib"))) {
      return Stream.concat(Stream.of(classes), jars.sorted()).toArray(Path[]::new);
    }
  }
}
