package io.github.usdt4j.snoop.processes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds the names that a process gives the arguments of its probes, in its status file. They are
 * the process's own word, as the names of its probes are, and nothing is done because of them; what
 * is not of this form does not count:
 *
 * <pre>
 * probe: shop:orders:sold:sold item char *, quantity int     provider:module:function:name, arguments
 * </pre>
 */
public final class ArgNames {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_.$-]{0,126}";
  private static final Pattern PROBE =
      Pattern.compile(
          "probe: (" + NAME + "):" + NAME + ":" + NAME + ":(" + NAME + ")(?: ([ -~]{1,1500}))?");
  private static final Pattern ARGUMENT =
      Pattern.compile(NAME + " (u?int(8|16|32|64)_t|int|bool|float|double|char \\*)");

  /** Stands for a process that tells no names. */
  public static final ArgNames NONE = new ArgNames(List.of());

  private final List<Line> lines;

  private ArgNames(List<Line> lines) {
    this.lines = lines;
  }

  /** Holds one probe; functions and modules are not in a tracer's note of it. */
  private record Line(String provider, String probe, List<String> arguments) {}

  /** Returns what a process tells; nothing where it has no status file. */
  public static ArgNames of(long pid) {
    return parse(Status.text(pid).orElse(""));
  }

  static ArgNames parse(String status) {
    List<Line> lines = new ArrayList<>();
    for (String line : status.lines().toList()) {
      Matcher probe = PROBE.matcher(line);
      if (probe.matches()) {
        String named = probe.group(3) == null ? "" : probe.group(3);
        List<String> arguments = named.isEmpty() ? List.of() : Arrays.asList(named.split(", ", -1));
        if (arguments.stream().allMatch(each -> ARGUMENT.matcher(each).matches())) {
          lines.add(new Line(probe.group(1), probe.group(2), arguments));
        }
      }
    }
    return new ArgNames(lines);
  }

  /**
   * Returns name and type of each argument of a probe; empty where the process does not tell them,
   * or tells several for probes of this name and number of arguments.
   */
  public Optional<List<String>> of(String provider, String probe, int count) {
    List<List<String>> fitting =
        lines.stream()
            .filter(line -> line.provider().equals(provider) && line.probe().equals(probe))
            .map(Line::arguments)
            .filter(arguments -> arguments.size() == count)
            .distinct()
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }
}
