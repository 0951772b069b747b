package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.records.Filter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a script in D, which shows the records as JSON, behind the id of their process. DTrace
 * finds the images by itself, so only ids and checked names are here.
 */
final class DtraceScript {
  /** A little more is too large for a map of DTrace 2.0.7. */
  private static final int STRING_BYTES = 3800;

  private DtraceScript() {}

  /** Makes a script for {@code dtrace -s}. */
  static Script of(ScriptRequest request) {
    refuseAny(request);
    // log47 of process 11 would be log of process 4711 as well.
    Targets targets =
        request
            .targets()
            .needing(
                probe -> !probe.provider().matches(".*[0-9]"),
                "DTrace puts the process id behind the provider's name, which ends in a digit");
    String text =
        """
        #!/usr/sbin/dtrace -Zs
        /* %s. */
        #pragma D option quiet
        #pragma D option strsize=%d
        #pragma D option switchrate=10hz

        %s
        {
        	printf("%%d %%s\\n", pid, copyinstr(arg0));
        }
        """
            .formatted(request.title(), STRING_BYTES, probes(targets.chosen()));
    return new Script(text, targets.leftOut());
  }

  private static String probes(List<Target> targets) {
    return targets.stream()
        .flatMap(
            target ->
                target.probes().stream()
                    .map(
                        probe ->
                            "%s%d:::%s".formatted(probe.provider(), target.pid(), probe.name())))
        .distinct()
        .collect(Collectors.joining(",\n"));
  }

  /**
   * Refuses a filter: to search a record of a few hundred bytes, DTrace 2.0.7 loops in so many
   * steps that the kernel takes a quarter of a minute to check one search, and refuses two.
   */
  private static void refuseAny(ScriptRequest request) {
    Filter filter = request.filter();
    if (!filter.logger().isEmpty()) {
      throw request.unable("dtrace", "--logger");
    }
    if (!filter.context().isEmpty()) {
      throw request.unable("dtrace", "--mdc");
    }
    if (!filter.text().isEmpty()) {
      throw request.unable("dtrace", "--grep");
    }
  }
}
