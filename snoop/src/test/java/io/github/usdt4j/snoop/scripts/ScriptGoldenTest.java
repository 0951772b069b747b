package io.github.usdt4j.snoop.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.processes.Image;
import io.github.usdt4j.snoop.processes.Level;
import io.github.usdt4j.snoop.processes.ProbeNote;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.processes.User;
import io.github.usdt4j.snoop.records.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptGoldenTest {
  private static final Filter ALL = new Filter("", Map.of(), "");

  @TempDir private Path directory;
  private Path file;
  private TracedProcess process;

  @BeforeEach
  void makeImage() throws IOException {
    file = Files.createFile(directory.resolve("log.so"));
    List<ProbeNote> probes =
        List.of(
            new ProbeNote("log", "info", 0x1050, 0x201006, "8@%rdi 8@%rsi -4@%edx 8@%rcx"),
            new ProbeNote("log", "info_json", 0x1110, 0x201006, "8@%rdi"),
            new ProbeNote("log", "error_json", 0x1150, 0x20100a, "8@%rdi"),
            new ProbeNote("x;rm -rf /", "error_json", 0x1170, 0x20100a, "8@%rdi"));
    Image image = new Image(1, 1, "7f0000000000-7f0000001000", file.toString(), file, 0, probes);
    process =
        new TracedProcess(
            4711,
            1,
            1,
            new User(1000, "ann"),
            "orders\n*/.jar",
            "java -jar orders.jar",
            List.of(image),
            List.of());
  }

  @Test
  void dtrace_withAllFilters_isGolden() {
    Filter filter = new Filter("com.acme.*", Map.of("tenant", "4\"2"), "it's");

    assertThat(script(ScriptKind.DTRACE, Level.INFO, filter))
        .isEqualTo(
            """
            #!/usr/sbin/dtrace -Zs
            /* Log events of 4711 orders\\n* /.jar: info and above. */
            #pragma D option quiet
            #pragma D option strsize=4k
            #pragma D option switchrate=10hz

            log4711:::info_json,
            log4711:::error_json
            /strstr(copyinstr(arg0), "\\"logger\\":\\"com.acme.") != NULL &&
            strstr(copyinstr(arg0), "\\"tenant\\":\\"4\\\\\\"2\\"") != NULL &&
            strstr(copyinstr(arg0), "it's") != NULL/
            {
            	printf("%d %s\\n", pid, copyinstr(arg0));
            }
            """);
  }

  @Test
  void bcc_isGolden() {
    Filter filter = new Filter("com.acme.Orders", Map.of(), "");

    assertThat(script(ScriptKind.BCC, Level.ERROR, filter))
        .isEqualTo(
            """
            #!/bin/sh
            # Log events of 4711 orders\\n*/.jar: error and above. Texts are cut at 120 bytes.
            trace=$(command -v trace-bpfcc || echo /usr/share/bcc/tools/trace)
            "$trace" -p 4711 -t -s 120 \\
              'u:PATH:log:error (STRCMP("com.acme.Orders", arg2)) "ERROR %s: %s {%s}", arg2, arg1, arg4' &
            wait
            """
                .replace("PATH", file.toString()));
  }

  @Test
  void bpftrace_isGolden() {
    Filter filter = new Filter("com.acme.*", Map.of(), "");

    assertThat(script(ScriptKind.BPFTRACE, Level.ERROR, filter))
        .isEqualTo(
            """
            #!/usr/bin/env -S BPFTRACE_STRLEN=80 bpftrace
            // Log events of 4711 orders\\n*/.jar: error and above. Texts are cut at 80 bytes.

            usdt:PATH:log:error
            /strncmp(str(arg1), "com.acme.", 9) == 0/
            {
              printf("%s %d ERROR %s: %s {%s}\\n", strftime("%H:%M:%S", nsecs), pid, str(arg1), str(arg0), str(arg3));
            }
            """
                .replace("PATH", file.toString()));
  }

  @Test
  void perf_isGolden() {
    Filter filter = new Filter("", Map.of(), "50 % \"off\"");

    assertThat(script(ScriptKind.PERF, Level.ERROR, filter))
        .startsWith("#!/bin/sh\n# Log events of 4711 orders\\n*/.jar: error and above, as JSON.")
        .contains("p:$group/error_0 " + file + ":0x1150(0x20100a) json=+0(%di):ustring\nEND\n")
        .endsWith(
            """
            perf trace -a \\
              -e "$group:error_0" --filter "json ~ '*50 % ?\\"off?\\"*'"
            """);
  }

  @Test
  void filtersThatATracerLacks_areRefused() {
    Filter mdc = new Filter("", Map.of("tenant", "42"), "");
    Filter text = new Filter("", Map.of(), "x");
    Filter glob = new Filter("*.Orders", Map.of(), "");
    for (ScriptKind kind : List.of(ScriptKind.BPFTRACE, ScriptKind.BCC)) {
      assertRefused(kind, mdc, kind + " cannot match --mdc; snoop itself does, and --script perf");
      assertRefused(
          kind, text, kind + " cannot match --grep; snoop itself does, and --script perf");
      assertRefused(
          kind,
          glob,
          kind + " cannot match the glob *.Orders; snoop itself does, and --script perf");
    }
    assertRefused(
        ScriptKind.DTRACE,
        new Filter("", Map.of(), "\u009b"),
        "a script cannot hold this text: \\u{9b}");
  }

  @Test
  void noProbesOfTheLevel_isSaid() {
    assertThatThrownBy(() -> script(ScriptKind.PERF, Level.FATAL, ALL))
        .isInstanceOf(SnoopException.class)
        .hasMessage("no process has log probes of that level; see snoop --list");
  }

  private void assertRefused(ScriptKind kind, Filter filter, String message) {
    assertThatThrownBy(() -> script(kind, Level.INFO, filter))
        .isInstanceOf(SnoopException.class)
        .hasMessage(message);
  }

  private String script(ScriptKind kind, Level least, Filter filter) {
    return kind.script(new ScriptRequest(List.of(process), least, filter));
  }
}
