package io.github.usdt4j.tracertests.tracers;

import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import io.github.usdt4j.testsupport.Tools;
import io.github.usdt4j.tracertests.PuppetJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * gdb, with a breakpoint at each probe. It must not be killed: its breakpoints would stay, and the
 * next fire ends the JVM with SIGTRAP.
 */
public final class GdbTracer implements Tracer {
  private static final String START =
      """
      set pagination off
      set confirm off
      set print thread-events off
      handle SIGSEGV nostop noprint pass
      """;

  private static final String BREAK =
      """
      break -probe-stap %s:%s:%s
      commands
      silent
      printf "%s\\n"%s
      continue
      end
      """;

  private static final String GO =
      """
      printf "usdt4j: attached\\n"
      continue
      """;

  private final TemporaryDirectory directory = new TemporaryDirectory();
  private final Child child;

  public GdbTracer(PuppetJvm puppet, int stringBytes, List<Traced> probes) {
    StringBuilder script = new StringBuilder(START);
    for (Traced traced : probes) {
      script.append(
          BREAK.formatted(
              puppet.image(),
              puppet.provider(),
              traced.probe(),
              Formats.of(traced),
              Formats.arguments(traced, "(char *) $_probe_arg%d", "$_probe_arg%d", 0)));
    }
    Path file = directory.write("probes.gdb", script + GO);
    child =
        Child.start(
            new ProcessBuilder(
                Tools.path("gdb"),
                "-nx",
                "-q",
                "-batch",
                "-x",
                "" + file,
                "-p",
                "" + puppet.pid()));
    try {
      child.awaitLine("usdt4j: attached");
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  @Override
  public Map<String, List<String>> detach(int fires) {
    child.interrupt();
    Seen seen = new Seen();
    for (String line : child.lines()) {
      if (line.startsWith(Seen.MARK)) {
        seen.add(0, line.substring(Seen.MARK.length()));
      }
    }
    return seen.byProbe();
  }

  @Override
  public void kill() {
    throw new UnsupportedOperationException("the puppet would die of SIGTRAP");
  }

  @Override
  public void close() {
    if (child != null && child.isAlive()) {
      child.interrupt();
    }
    directory.close();
  }
}
