package io.github.usdt4j.tracertests.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jdks;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** examples/spring-boot under bpftrace, as its README says; the output is the one shown there. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class SpringBootExampleIT {
  private static final Pattern COMMAND =
      Pattern.compile("BPFTRACE_STRLEN=(\\d+) bpftrace -p PID -e '(.*)'");
  private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

  @TempDir private Path directory;

  private final Readme readme = new Readme("examples/spring-boot/README.md");

  @Test
  void application_atInfo_showsDebugOfSpringToBpftrace() {
    assertShown(Jdks.current());
  }

  @Test
  @Requires(Need.JDK_25)
  void application_onJdk25_showsDebugOfSpringAndNoWarning() {
    assertShown(Jdks.find(25).orElseThrow());
  }

  private void assertShown(Path jdk) {
    List<String> shown = readme.block("org.springframework.web.servlet.DispatcherServlet: ");
    String path = readme.line("curl ").replaceFirst(".*:8080(.*)'", "$1");
    Matcher command = COMMAND.matcher(readme.line("BPFTRACE_STRLEN"));
    assertThat(command.matches()).isTrue();

    try (Child application = start(jdk)) {
      URI address = address(application);
      // The first request initialises Spring's servlet, and logs that.
      assertThat(get(address.resolve(path))).isEqualTo("hello, you");

      try (Bpftrace bpftrace =
          Bpftrace.attach(
              application.pid(), command.group(2), Integer.parseInt(command.group(1)))) {
        get(address.resolve(path));

        assertThat(bpftrace.stopAfter(shown.size())).containsExactlyInAnyOrderElementsOf(shown);
        assertThat(application.lines()).anyMatch(line -> line.contains(" INFO "));
        assertThat(application.lines())
            .noneMatch(line -> line.contains("DEBUG") || line.startsWith("WARNING"));
      }
    }
  }

  private Child start(Path jdk) {
    String jar = readme.line("java -jar").replaceFirst("java -jar (\\S+)", "$1");
    // Tomcat's working directories outlive a kill.
    return Jvm.jar(Readme.root().resolve(jar))
        .quickToStart()
        .home(jdk)
        .property("java.io.tmpdir", directory)
        .arguments("--server.port=0")
        .start();
  }

  private static URI address(Child application) {
    String line = application.awaitLine("Tomcat started on port ");
    Matcher started = STARTED.matcher(line);
    assertThat(started.find()).isTrue();
    application.awaitLine("Started HelloApplication");
    return URI.create("http://127.0.0.1:" + started.group(1));
  }

  private static String get(URI address) {
    return Http.send(HttpRequest.newBuilder(address).build());
  }
}
