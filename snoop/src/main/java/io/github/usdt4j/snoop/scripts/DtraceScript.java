package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.records.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a script in D, which shows the records as JSON, behind the id of their process. DTrace
 * finds the images by itself, so only ids and checked names are here.
 */
final class DtraceScript {
  private DtraceScript() {}

  /** Makes a script for {@code dtrace -s}. */
  static Script of(ScriptRequest request) {
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
        #pragma D option strsize=4k
        #pragma D option switchrate=10hz

        %s
        {
        	printf("%%d %%s\\n", pid, copyinstr(arg0));
        }
        """
            .formatted(request.title(), probes(targets.chosen()) + predicate(request.filter()));
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

  private static String predicate(Filter filter) {
    List<String> texts = new ArrayList<>();
    if (!filter.logger().isEmpty()) {
      texts.add("\"logger\":\"" + inJson(filter.logger().split("[*?]", 2)[0]));
    }
    filter
        .context()
        .forEach((key, value) -> texts.add("\"%s\":\"%s\"".formatted(inJson(key), inJson(value))));
    if (!filter.text().isEmpty()) {
      texts.add(inJson(filter.text()));
    }
    return texts.isEmpty()
        ? ""
        : texts.stream()
            .map(text -> "strstr(copyinstr(arg0), %s) != NULL".formatted(Quoted.c(text)))
            .collect(Collectors.joining(" &&\n", "\n/", "/"));
  }

  private static String inJson(String text) {
    return JsonWriter.escaped(ScriptRequest.checked(text));
  }
}
