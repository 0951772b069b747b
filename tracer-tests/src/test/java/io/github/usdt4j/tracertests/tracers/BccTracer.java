package io.github.usdt4j.tracertests.tracers;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.KernelHeaders;
import io.github.usdt4j.testsupport.Tools;
import io.github.usdt4j.tracertests.PuppetJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** bcc's {@code trace}. It takes one digit after "arg": nine arguments. */
public final class BccTracer implements Tracer {
  public static final int ARGUMENTS = 9;

  /**
   * For each argument in memory bcc 0.26 reads all symbols of the kernel, to look for one helper.
   * That would be most of what these tests cost, so it sees the helpers alone, in a mount name
   * space that ends with it.
   */
  private static final List<String> WITH_FEW_SYMBOLS =
      List.of(
          Tools.path("unshare"),
          "--mount",
          "sh",
          "-c",
          "mount -t tmpfs tmpfs /mnt; grep bpf_ /proc/kallsyms > /mnt/kallsyms;"
              + " mount --bind /mnt/kallsyms /proc/kallsyms; exec \"$@\"",
          "sh");

  private final KernelHeaders headers = new KernelHeaders();
  private final Child child;

  public BccTracer(PuppetJvm puppet, int stringBytes, List<Traced> probes) {
    List<String> command = new ArrayList<>(WITH_FEW_SYMBOLS);
    // Python listens to SIGINT only when it was not ignored, as it is in a job in the background.
    command.addAll(List.of("env", "--default-signal=INT", Tools.path("trace-bpfcc"), "-t"));
    command.addAll(List.of("-Z", "" + stringBytes, "-p", "" + puppet.pid()));
    String target = "u:" + puppet.image() + ":" + puppet.provider() + ":";
    for (Traced traced : probes) {
      command.add(
          "%s%s \"%s\"%s"
              .formatted(
                  target,
                  traced.probe(),
                  Formats.of(traced),
                  Formats.arguments(traced, "arg%d", "arg%d", 1)));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(headers.environment());
    child = Child.start(builder);
    try {
      child.awaitLine("COMM");
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  @Override
  public Map<String, List<String>> detach(int fires) {
    Await.until(
        () -> fires + " fires from bcc, which wrote " + child.text(),
        () -> child.lines().stream().filter(line -> line.contains(Seen.MARK)).count() >= fires);
    child.interrupt();
    Seen seen = new Seen();
    for (String line : child.lines()) {
      int mark = line.indexOf(Seen.MARK);
      if (mark > 0) {
        seen.add(
            Double.parseDouble(line.substring(0, line.indexOf(' '))),
            line.substring(mark + Seen.MARK.length()));
      }
    }
    return seen.byProbe();
  }

  @Override
  public void kill() {
    child.close();
  }

  @Override
  public void close() {
    child.close();
    headers.close();
  }
}
