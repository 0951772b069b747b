package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.Appender;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.binding.Loader;
import io.github.usdt4j.logback.programs.Calls;
import io.github.usdt4j.testsupport.Await;
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
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** All jars as modules. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class ModulePathIT {
  @TempDir private Path directory;

  @Test
  void appender_inItsModule_firesAndMeetsNewLoggers() {
    String modules =
        Stream.of(
                UsdtAppender.class,
                Usdt.class,
                Loader.class,
                Pointer.class,
                ch.qos.logback.classic.Logger.class,
                Appender.class,
                Logger.class)
            .map(type -> Jvm.locationOf(type).toString())
            .collect(Collectors.joining(File.pathSeparator));
    Jvm jvm =
        Framework.LOGBACK
            .program(Calls.class, directory)
            .classPath(Jvm.locationOf(Calls.class), Jvm.locationOf(Commands.class))
            .options("-p", modules, "--add-modules", "io.github.usdt4j.logback");

    try (ProgramJvm program = new ProgramJvm(jvm)) {
      Await.until(
          () -> "the logger's own provider",
          () -> !Bpftrace.list(program.pid(), "usdt:*:com_acme_Orders:debug").isEmpty());
      try (Bpftrace bpftrace =
          Bpftrace.attach(program.pid(), "usdt:*:com_acme_Orders:debug { @ = count(); }")) {
        program.ask("round acme 1");
        assertThat(bpftrace.stop()).containsExactly("@: " + Calls.KINDS.size());
      }
    }
  }
}
