package io.github.usdt4j.releasetests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.ReadmeConfiguration;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Projects as a user begins them: the dependency and the configuration are the lines of README.md,
 * the local repository is empty, and usdt4j comes from what a release has published. All other
 * artifacts come from the local repository of this build, so that none is fetched again.
 */
@Requires(
    value = Need.ROOT,
    tools = {"gpg", "gpgconf", "mvn", "bpftrace", "aarch64-linux-gnu-g++"})
final class ConsumersIT {
  private static final String PROGRAM =
      """
      package app;

      public final class App {
        private static final org.slf4j.Logger log = org.slf4j.LoggerFactory.getLogger(App.class);

        public static void main(String[] arguments) throws Exception {
          log.info("started");
          System.out.println("ready");
          System.in.read();
          log.debug("not in the log");
          System.in.read();
        }
      }
      """;

  private final Readme readme = new Readme("README.md");
  private final TemporaryDirectory project = new TemporaryDirectory();

  @AfterEach
  void removeProject() {
    project.close();
  }

  @Test
  void logback_withReadmesLines_isTraced() throws IOException {
    write("src/main/java/app/App.java", PROGRAM);
    write(
        "src/main/resources/logback.xml",
        ReadmeConfiguration.logback(readme.text("<appender name=\"usdt\"")));

    build(
        readme.text("<dependency>"),
        dependency("ch.qos.logback", "logback-classic", "logback.version"));

    assertTraced(Jvm.main("app.App").classPath(classPath()));
  }

  @Test
  void log4j2_withReadmesLines_isTraced() throws IOException {
    write("src/main/java/app/App.java", PROGRAM);
    write("src/main/resources/log4j2.xml", ReadmeConfiguration.log4j2());

    build(
        readme.text("<dependency>").replace("usdt4j-logback", "usdt4j-log4j2"),
        dependency("org.apache.logging.log4j", "log4j-slf4j2-impl", "log4j.version"));

    assertTraced(Jvm.main("app.App").classPath(classPath()));
  }

  @Test
  void logbackOnTheModulePath_throughTheBom_isTraced() throws IOException {
    write("src/main/java/app/App.java", PROGRAM);
    write(
        "src/main/java/module-info.java",
        "module app { requires org.slf4j; requires io.github.usdt4j.logback; }");
    write(
        "src/main/resources/logback.xml",
        ReadmeConfiguration.logback(readme.text("<appender name=\"usdt\"")));

    build(
        readme.text("<dependency>").replaceAll("\\s*<version>.*</version>", ""),
        dependency("ch.qos.logback", "logback-classic", "logback.version"));

    String modules =
        Arrays.stream(classPath()).map(Path::toString).collect(Collectors.joining(":"));
    assertTraced(Jvm.module("app/app.App").options("--module-path", modules));
  }

  private void assertTraced(Jvm jvm) {
    try (Child app = jvm.quickToStart().start()) {
      app.awaitLine("ready");
      try (Bpftrace bpftrace =
          Bpftrace.attach(app.pid(), "usdt:*:log:debug { printf(\"%s\\n\", str(arg0)); }")) {
        app.send("");

        assertThat(bpftrace.stopAfter(1)).containsExactly("not in the log");
      }
      assertThat(app.lines()).containsExactly("INFO started", "ready");
    }
  }

  /** Builds the project with an empty local repository. */
  private void build(String... dependencies) throws IOException {
    String mine =
        "<repository><id>release</id><url>%s</url></repository>"
            .formatted(Release.get().repository.toUri());
    String plugins =
        Stream.of(System.getProperty("plugins").split(","))
            .map(plugin -> plugin.split(":"))
            .map("<plugin><artifactId>%s</artifactId><version>%s</version></plugin>"::formatted)
            .collect(Collectors.joining());
    write(
        "pom.xml",
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>app</groupId>
          <artifactId>app</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.release>17</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
            <mdep.outputFile>target/class-path</mdep.outputFile>
          </properties>
          <repositories>%s</repositories>
          <dependencyManagement>
            <dependencies>
              <dependency>
                <groupId>io.github.usdt4j</groupId>
                <artifactId>usdt4j-bom</artifactId>
                <version>%s</version>
                <type>pom</type>
                <scope>import</scope>
              </dependency>
            </dependencies>
          </dependencyManagement>
          <dependencies>%s</dependencies>
          <build><plugins>%s</plugins></build>
        </project>
        """
            .formatted(
                mine, System.getProperty("version"), String.join("", dependencies), plugins));
    String others = Path.of(System.getProperty("localRepository")).toUri().toString();
    Path settings =
        write(
            "settings.xml",
            """
            <settings>
              <mirrors><mirror><id>others</id><mirrorOf>central</mirrorOf><url>%s</url></mirror></mirrors>
            </settings>
            """
                .formatted(others));
    Release.run(
        new ProcessBuilder(
                "mvn",
                "-B",
                "-q",
                "-s",
                settings.toString(),
                "-Dmaven.repo.local=" + project.path().resolve("repository"),
                "-Dmaven.test.skip=true",
                "package",
                "dependency:build-classpath")
            .directory(project.path().toFile()));
  }

  private Path[] classPath() throws IOException {
    String libraries = Files.readString(project.path().resolve("target/class-path"));
    return Stream.concat(
            Stream.of(project.path().resolve("target/app-1.jar")),
            Stream.of(libraries.split(":")).map(Path::of))
        .toArray(Path[]::new);
  }

  private Path write(String name, String text) throws IOException {
    Path file = project.path().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Returns a dependency in the version that this property tells, which the build has too. */
  private static String dependency(String group, String artifact, String property) {
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>"
        .formatted(group, artifact, System.getProperty(property));
  }
}
