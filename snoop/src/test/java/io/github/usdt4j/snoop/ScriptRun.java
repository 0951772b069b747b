package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A script that snoop has written, run by its interpreter. */
final class ScriptRun implements AutoCloseable {
  private static final Path UPROBE_EVENTS = Path.of("/sys/kernel/tracing/uprobe_events");

  private final Path directory;
  private final Child child;

  private ScriptRun(Path directory, Child child) {
    this.directory = directory;
    this.child = child;
  }

  /** Has a script written into a directory. */
  static Path write(Path directory, String kind, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("--script", kind));
    all.addAll(List.of(arguments));
    Path script = directory.resolve("script-" + kind);
    Files.write(script, SnoopRun.of(all.toArray(String[]::new)).lines());
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  /** Runs a script in its directory. */
  static ScriptRun start(Path script, Map<String, String> environment) {
    // Whatever the tests were started by: Ctrl-C works at a terminal.
    ProcessBuilder builder =
        new ProcessBuilder("env", "--default-signal=INT", script.toString())
            .directory(script.getParent().toFile());
    builder.environment().putAll(environment);
    return new ScriptRun(script.getParent(), Child.start(builder));
  }

  Child child() {
    return child;
  }

  /** Ends it as Ctrl-C at a terminal does, which is for all of its processes. */
  void interrupt() {
    ProcessHandle.of(child.pid()).stream()
        .flatMap(script -> Stream.concat(Stream.of(script), script.descendants()))
        .map(process -> Long.toString(process.pid()))
        .toList()
        .forEach(pid -> Child.run("sh", "-c", "kill -INT " + pid + " || :"));
    child.awaitExit();
  }

  /** Its processes, also those that it has left behind: they run in the directory of the script. */
  List<Long> processes() {
    return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(this::isHere).toList();
  }

  private boolean isHere(long pid) {
    try {
      return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), directory);
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits until nothing of it runs any more. */
  void awaitEnd() {
    Await.until(
        () -> "the end of " + processes() + ", which wrote " + child.text(),
        () -> processes().isEmpty());
  }

  /** Its uprobe events that there are; others may run scripts on this machine. */
  List<String> events() throws IOException {
    String group = "usdt4j_perf_[0-9]+_" + child.pid() + "/";
    try (Stream<String> lines = Files.lines(UPROBE_EVENTS)) {
      return lines.filter(line -> line.matches("p:" + group + ".*")).toList();
    }
  }

  @Override
  public void close() {
    if (child.isAlive()) {
      // It removes what it has made.
      child.signal("TERM");
      child.awaitExit();
    }
    processes().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    child.close();
  }
}
