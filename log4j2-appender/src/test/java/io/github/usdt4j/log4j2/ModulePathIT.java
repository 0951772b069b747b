package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.binding.Loader;
import io.github.usdt4j.log4j2.programs.Calls;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.appenders.Framework;
import io.github.usdt4j.testsupport.programs.Commands;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The appender as a module, whose builder Log4j Core fills by reflection. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class ModulePathIT {
  private static final String CONFIGURATION =
      """
      <Appenders><Usdt name="USDT" mdcArgs="tenant"/></Appenders>
      <Loggers><Root level="INFO"><AppenderRef ref="USDT"/></Root></Loggers>
      """;

  @TempDir private Path directory;

  @Test
  void appender_onTheModulePath_fires() {
    String modules =
        Stream.of(
                UsdtAppender.class,
                Usdt.class,
                Loader.class,
                Pointer.class,
                Level.class,
                LoggerContext.class)
            .map(type -> Jvm.locationOf(type).toString())
            .collect(Collectors.joining(File.pathSeparator));
    Jvm program =
        Framework.LOG4J2
            .program(Calls.class, directory, CONFIGURATION)
            .classPath(Jvm.locationOf(Calls.class), Jvm.locationOf(Commands.class))
            .options(
                "--module-path",
                modules,
                "--add-modules",
                "io.github.usdt4j.log4j2,org.apache.logging.log4j.core");

    try (ProgramJvm jvm = new ProgramJvm(program);
        Bpftrace bpftrace =
            Bpftrace.attach(jvm.pid(), "usdt:*:log:debug { @[str(arg4)] = count(); }")) {
      jvm.ask("round acme 1");

      assertThat(bpftrace.stop()).containsExactly("@[acme]: 8");
      assertThat(jvm.output()).noneMatch(line -> line.contains("ERROR"));
    }
  }
}
