package io.github.usdt4j.snoop.scripts;

import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.records.JsonWriter;
import io.github.usdt4j.snoop.scripts.ScriptRequest.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** In D: the records as JSON, behind the id of their process. */
final class DtraceScript {
  private DtraceScript() {}

  /** To be run by dtrace -s. */
  static String of(ScriptRequest request) {
    return """
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
        .formatted(request.title().replace("*/", "* /"), probes(request) + predicate(request));
  }

  private static String probes(ScriptRequest request) {
    return request.targets().stream()
        .map(DtraceScript::probe)
        .distinct()
        .collect(Collectors.joining(",\n"));
  }

  private static String probe(Target target) {
    return "%s%d:::%s"
        .formatted(target.probe().provider(), target.process().pid(), target.probe().name());
  }

  private static String predicate(ScriptRequest request) {
    List<String> texts = new ArrayList<>();
    Filter filter = request.filter();
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
            .map(
                text -> "strstr(copyinstr(arg0), %s) != NULL".formatted(ScriptRequest.quoted(text)))
            .collect(Collectors.joining(" &&\n", "\n/", "/"));
  }

  private static String inJson(String text) {
    return JsonWriter.escaped(ScriptRequest.checked(text));
  }
}
