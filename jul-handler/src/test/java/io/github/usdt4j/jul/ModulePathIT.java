package io.github.usdt4j.jul;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.binding.Loader;
import io.github.usdt4j.jul.programs.Storm;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.programs.Commands;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handler as a module, which the log manager makes by its name. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class ModulePathIT {
  @TempDir private Path directory;

  @Test
  void handler_onTheModulePath_fires() {
    String modules =
        Stream.of(UsdtHandler.class, Usdt.class, Loader.class, Pointer.class)
            .map(type -> Jvm.locationOf(type).toString())
            .collect(Collectors.joining(File.pathSeparator));
    Jvm program =
        Programs.program(
                Storm.class,
                directory,
                "handlers = %s, %s"
                    .formatted(UsdtHandler.class.getName(), Storm.Counting.class.getName()))
            .classPath(Jvm.locationOf(Storm.class), Jvm.locationOf(Commands.class))
            .options("--module-path", modules, "--add-modules", "io.github.usdt4j.jul");

    try (ProgramJvm jvm = new ProgramJvm(program);
        Bpftrace bpftrace =
            Bpftrace.attach(
                jvm.pid(), "usdt:*:log:debug, usdt:*:log:warn { @[arg2] = count(); }")) {
      Programs.awaitLevels(jvm, true);

      assertThat(jvm.ask("storm 1 100")).isEqualTo("40");

      assertThat(bpftrace.stop()).containsExactlyInAnyOrder("@[266]: 40", "@[30]: 10");
      assertThat(jvm.output()).noneMatch(line -> line.contains("usdt4j"));
    }
  }
}
