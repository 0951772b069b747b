package io.github.usdt4j.tracertests.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Container;
import io.github.usdt4j.testsupport.Container.Tmp;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Mappings;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.Seccomp;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import io.github.usdt4j.testsupport.Tools;
import io.github.usdt4j.tracertests.examples.OrdersJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The order service in containers as docs/containers.md has them, and what tracers see of it from
 * outside.
 */
@Requires(
    value = {Need.ROOT, Need.LINUX_X86_64, Need.UPROBE_EVENTS},
    tools = {"unshare", "setpriv", "mount", "pivot_root", "perl", "bpftrace", "gdb"})
final class ContainersIT {
  private static final String IN_FILE = "/tmp/usdt-" + Container.USER + "/1/log.so";
  private static final String MESSAGE = "POST /orders?item=green-tea&quantity=3";

  private static TemporaryDirectory directory;

  @BeforeAll
  static void copyService() throws IOException {
    directory = new TemporaryDirectory();
    Files.setPosixFilePermissions(directory.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
    copy(Path.of("logback-orders.jar"));
    try (Stream<Path> jars = Files.list(OrdersJvm.target("logback").resolve("lib"))) {
      for (Path jar : (Iterable<Path>) jars::iterator) {
        copy(Path.of("lib").resolve(jar.getFileName()));
      }
    }
  }

  private static void copy(Path file) throws IOException {
    Path copy = directory.path().resolve(file);
    Files.createDirectories(copy.getParent());
    Files.copy(OrdersJvm.target("logback").resolve(file), copy);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
  }

  @AfterAll
  static void removeService() {
    if (directory != null) {
      directory.close();
    }
  }

  /** In the order of the table in docs/containers.md. */
  static Stream<Arguments> places() {
    return Stream.of(
        Arguments.of(0, Tmp.OWN, true, "a file"),
        Arguments.of(1, Tmp.STICKY, true, "a file"),
        Arguments.of(2, Tmp.OPEN, false, "memory"),
        Arguments.of(3, Tmp.OPEN, true, "none: memfd_create is forbidden"),
        Arguments.of(4, Tmp.NOEXEC, false, "none: /tmp (mounted noexec)"),
        Arguments.of(5, Tmp.NONE, false, "none: /tmp (read-only file system)"));
  }

  @ParameterizedTest
  @MethodSource("places")
  void image_inAContainer_isWhereTheDocumentationSays(
      int row, Tmp tmp, boolean isMemoryForbidden, String place) {
    List<List<String>> table =
        new Readme("docs/containers.md").table("writable `/tmp`", "`memfd_create`");
    assertThat(table).hasSize((int) places().count());
    assertThat(table.get(row).get(1)).isEqualTo(isMemoryForbidden ? "forbidden" : "allowed");
    assertThat(table.get(row).get(2)).isEqualTo(place.replaceFirst(":.*", ""));

    try (OrdersJvm service = new OrdersJvm(contained(tmp, isMemoryForbidden))) {
      assertThat(service.order("acme", "green-tea", 3)).isEqualTo("order 1");

      List<String> files = Mappings.files(service.pid());
      switch (table.get(row).get(2)) {
        case "a file" -> assertThat(files).contains(IN_FILE);
        case "memory" -> {
          assertThat(files).doesNotContain(IN_FILE).anyMatch(this::isMemory);
          assertThat(service.text()).contains("only in memory", "chmod +t /tmp");
        }
        default -> {
          assertThat(files).doesNotContain(IN_FILE).noneMatch(this::isMemory);
          assertThat(service.text()).contains("no USDT probes", place.substring(6));
        }
      }
    }
  }

  private boolean isMemory(String file) {
    return file.startsWith("/memfd:");
  }

  @ParameterizedTest
  @CsvSource({"OWN, true", "STICKY, true", "OPEN, false"})
  void snoop_outside_followsTheContainer(Tmp tmp, boolean isMemoryForbidden) {
    try (OrdersJvm service = new OrdersJvm(contained(tmp, isMemoryForbidden));
        Child snoop = snoop("-p", Long.toString(service.pid()), "--json", "-c", "1")) {
      snoop.awaitLine("following");
      service.order("acme", "green-tea", 3);
      snoop.awaitExit();

      assertThat(snoop.lines())
          .filteredOn(line -> line.startsWith("{"))
          .singleElement()
          .asString()
          .contains("\"pid\":" + service.pid() + ",\"uid\":" + Container.HOST_USER, MESSAGE);
    }
  }

  @ParameterizedTest
  @CsvSource({"OWN, true", "STICKY, true", "OPEN, false"})
  void bpftrace_outsideByProcess_seesTheContainer(Tmp tmp, boolean isMemoryForbidden) {
    try (OrdersJvm service = new OrdersJvm(contained(tmp, isMemoryForbidden));
        Bpftrace bpftrace = Bpftrace.attach(service.pid(), program("*"))) {
      service.order("acme", "green-tea", 3);

      assertThat(bpftrace.stopAfter(2)).contains(MESSAGE);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OWN", "STICKY"})
  void bpftrace_outsideByPath_seesTheContainer(Tmp tmp) {
    try (OrdersJvm service = new OrdersJvm(contained(tmp, true));
        Bpftrace bpftrace =
            Bpftrace.attach(program("/proc/" + service.pid() + "/root" + IN_FILE))) {
      service.order("acme", "green-tea", 3);

      assertThat(bpftrace.stopAfter(2)).contains(MESSAGE);
    }
  }

  @ParameterizedTest
  @CsvSource({"OWN, true", "STICKY, true", "OPEN, false"})
  void gdb_outside_stopsInTheContainer(Tmp tmp, boolean isMemoryForbidden) throws IOException {
    try (OrdersJvm service = new OrdersJvm(contained(tmp, isMemoryForbidden));
        TemporaryDirectory scripts = new TemporaryDirectory()) {
      Path script =
          scripts.write(
              "probe.gdb",
              """
              set pagination off
              set confirm off
              handle SIGSEGV nostop noprint pass
              break -probe-stap log:debug
              printf "usdt4j: attached\\n"
              continue
              printf "%s\\n", (char *) $_probe_arg0
              detach
              """);
      try (Child gdb =
          Child.start(
              new ProcessBuilder(
                  Tools.path("gdb"),
                  "-nx",
                  "-q",
                  "-batch",
                  "-x",
                  script.toString(),
                  "-p",
                  Long.toString(service.pid())))) {
        gdb.awaitLine("usdt4j: attached");
        service.order("acme", "green-tea", 3);
        gdb.awaitExit();

        assertThat(gdb.lines()).contains(MESSAGE);
      }
      Await.until(service::text, () -> service.text().contains("order 1 accepted"));
    }
  }

  private static String program(String target) {
    return "usdt:" + target + ":log:debug { printf(\"%s\\n\", str(arg0)); }";
  }

  private static Child snoop(String... arguments) {
    String[] command =
        Stream.concat(Stream.of("bin/snoop"), Stream.of(arguments)).toArray(String[]::new);
    return Child.start(new ProcessBuilder(command).directory(Readme.root().toFile()));
  }

  private static Jvm contained(Tmp tmp, boolean isMemoryForbidden) {
    Jvm jvm = Jvm.jar(Container.APP.resolve("logback-orders.jar")).options("-XX:-UsePerfData");
    return Container.around(
        isMemoryForbidden ? Seccomp.withoutMemoryFiles(jvm) : jvm, directory.path(), tmp);
  }
}
