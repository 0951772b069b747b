package io.github.usdt4j.tracertests.tracers;

import static java.util.stream.Collectors.joining;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.TemporaryDirectory;
import io.github.usdt4j.testsupport.Tools;
import io.github.usdt4j.tracertests.PuppetJvm;
import io.github.usdt4j.tracertests.notes.ElfNotes;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code perf record}, of what {@code perf probe} made of the notes. That makes numbers of strings;
 * so a probe with strings is an uprobe event that is written by hand.
 *
 * <p>The names of its events are the provider's and known to the whole machine.
 */
public final class PerfTracer implements Tracer {
  private static final Path UPROBE_EVENTS = Path.of("/sys/kernel/tracing/uprobe_events");

  private static final Pattern FIRE = Pattern.compile("\\s*(\\w+):(\\w+): \\(\\w+\\)(.*)");

  private final TemporaryDirectory directory = new TemporaryDirectory();
  private final Map<String, Traced> probes = new LinkedHashMap<>();
  private final List<String> defined = new ArrayList<>();
  private final String byNote;
  private final String byHand;
  private final Path data = directory.path().resolve("perf.data");
  private Child child;

  public PerfTracer(PuppetJvm puppet, int stringBytes, List<Traced> probes) {
    probes.forEach(traced -> this.probes.put(traced.probe(), traced));
    byNote = "sdt_" + puppet.provider();
    byHand = "hand_" + puppet.provider();
    try {
      define(puppet.image(), probes);
      start(puppet.pid());
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
  }

  private void define(String image, List<Traced> probes) throws IOException {
    perf("buildid-cache", "--add", image);
    ElfNotes notes = ElfNotes.of(Path.of(image));
    List<String> definition = new ArrayList<>(List.of("probe", "-q"));
    for (Traced traced : probes) {
      if (traced.hasStrings()) {
        String event = byHand + "/" + traced.probe();
        uprobeEvent("p:" + event + " " + KernelFormat.definition(image, notes, traced));
        defined.add(event);
      } else {
        definition.addAll(List.of("--add", byNote + ":" + traced.probe()));
        defined.add(byNote + "/" + traced.probe());
      }
    }
    if (definition.contains("--add")) {
      perf(definition.toArray(String[]::new));
    }
  }

  /** Starts with events off, and switches them on when perf listens: then it says "ack". */
  private void start(long pid) throws IOException {
    Path control = directory.path().resolve("control");
    Path answer = directory.path().resolve("answer");
    Child.run("mkfifo", control.toString(), answer.toString());
    // Opened for both directions, a pipe waits for no partner.
    try (RandomAccessFile asking = new RandomAccessFile(control.toFile(), "rw");
        RandomAccessFile answered = new RandomAccessFile(answer.toFile(), "rw")) {
      List<String> command = command("record", "-p", "" + pid, "-o", data.toString(), "-D", "-1");
      command.add("--control=fifo:" + control + "," + answer);
      command.add("-e");
      command.add(defined.stream().map(event -> event.replace('/', ':')).collect(joining(",")));
      child = Child.start(new ProcessBuilder(command));
      asking.writeBytes("enable\n");
      try (InputStream ready = new FileInputStream(answered.getFD())) {
        Await.until(() -> "ack of perf, which wrote " + child.text(), () -> isReadable(ready));
      }
    }
  }

  private static boolean isReadable(InputStream in) {
    try {
      return in.available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, List<String>> detach(int fires) {
    child.interrupt();
    Seen seen = new Seen();
    for (String line : perf("script", "-i", data.toString(), "-F", "event,trace")) {
      Matcher fire = FIRE.matcher(line);
      if (fire.matches()) {
        String probe = fire.group(2);
        seen.add(
            0, probe, Traced.line(signed(probes.get(probe), KernelFormat.read(fire.group(3)))));
      }
    }
    return seen.byProbe();
  }

  /** perf script shows the bits of a signed byte or short as if they were unsigned. */
  private static List<String> signed(Traced traced, List<String> arguments) {
    List<String> result = new ArrayList<>(arguments.subList(0, traced.types().size()));
    for (int i = 0; i < result.size(); i++) {
      ArgType type = traced.types().get(i);
      if (type == ArgType.INT8) {
        result.set(i, "" + (byte) Integer.parseInt(result.get(i)));
      } else if (type == ArgType.INT16) {
        result.set(i, "" + (short) Integer.parseInt(result.get(i)));
      }
    }
    return result;
  }

  @Override
  public void kill() {
    child.close();
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
    defined.forEach(event -> uprobeEvent("-:" + event));
    defined.clear();
    directory.close();
  }

  private List<String> perf(String... arguments) {
    return Child.run(command(arguments).toArray(String[]::new));
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Tools.path("perf")));
    command.addAll(List.of("--buildid-dir", directory.path().resolve("build-ids").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static void uprobeEvent(String text) {
    try {
      Files.writeString(UPROBE_EVENTS, text + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
