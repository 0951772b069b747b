package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.records.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a script for the Python library of bcc, which shows the records as JSON in ASCII, one a
 * line, the process first, all filters applied. The offsets are those that snoop has read and
 * checked.
 */
final class BccScript {
  private static final String PROGRAM = "records.py";

  /** Where all record probes have their argument, on x86-64 and on aarch64. */
  private static final Set<String> OPERANDS = Set.of("8@%rdi", "8@x0");

  private BccScript() {}

  static Script of(ScriptRequest request) {
    Targets targets =
        request
            .targets()
            .needing(
                probe -> OPERANDS.contains(probe.operands()),
                "the argument is not in the first register");
    StringBuilder script = new StringBuilder("#!/usr/bin/python3\n");
    script.append("# %s, as JSON. Ctrl-C ends it.\n".formatted(request.title()));
    script.append("# Process, mapped range, device and inode, sites with their semaphores.\n");
    script.append("IMAGES = [\n");
    targets.chosen().forEach(target -> script.append(line(target)));
    script.append("]\n");
    append(script, request.filter());
    return new Script(script.append(program()).toString(), targets.leftOut());
  }

  private static String line(Target target) {
    String probes =
        target.probes().stream()
            .map(probe -> "(0x%x, 0x%x)".formatted(probe.site(), probe.semaphore()))
            .collect(Collectors.joining(", "));
    return "    (%d, \"%s\", (%d, %d), [%s]),\n"
        .formatted(
            target.pid(),
            target.image().range(),
            target.image().device(),
            target.image().inode(),
            probes);
  }

  private static void append(StringBuilder script, Filter filter) {
    String context =
        filter.context().entrySet().stream()
            .map(entry -> Quoted.python(entry.getKey()) + ": " + Quoted.python(entry.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    script
        .append("LOGGER = %s\n".formatted(Quoted.python(filter.logger())))
        .append("CONTEXT = %s\n".formatted(context))
        .append("TEXT = %s\n\n".formatted(Quoted.python(filter.text())));
  }

  private static String program() {
    try (InputStream in = BccScript.class.getResourceAsStream(PROGRAM)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
