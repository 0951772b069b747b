package io.github.usdt4j.snoop.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.snoop.SnoopException;
import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.images.ProbeNote;
import io.github.usdt4j.snoop.processes.TracedProcess;
import io.github.usdt4j.snoop.records.Filter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptGoldenTest {
  private static final Filter ALL = new Filter("", Map.of(), "");

  private static final TracedProcess PROCESS =
      ScriptTargets.process(
          "orders.jar",
          "/run/usdt/4711/log.so",
          new ProbeNote("log", "info", 0x1050, 0x201006, ScriptTargets.TEXTS),
          new ProbeNote("log", "info_json", 0x1110, 0x201006, "8@%rdi"),
          new ProbeNote("log", "error", 0x1090, 0x20100a, ScriptTargets.TEXTS),
          new ProbeNote("log", "error_json", 0x1150, 0x20100a, "8@%rdi"));

  @Test
  void dtrace_isGolden() {
    assertThat(script(ScriptKind.DTRACE, Level.INFO, ALL))
        .isEqualTo(
            """
            #!/usr/sbin/dtrace -Zs
            /* Log events of 4711 orders.jar: info and above. */
            #pragma D option quiet
            #pragma D option strsize=3800
            #pragma D option switchrate=10hz

            log4711:::info_json,
            log4711:::error_json
            {
            	printf("%d %s\\n", pid, copyinstr(arg0));
            }
            """);
  }

  @Test
  void bcc_isGolden() {
    Filter filter = new Filter("com.acme.*", Map.of("tenant", "4\"2"), "it's €");

    assertThat(script(ScriptKind.BCC, Level.INFO, filter))
        .startsWith(
            """
            #!/usr/bin/python3
            # Log events of 4711 orders.jar: info and above, as JSON. Ctrl-C ends it.
            # Process, mapped range, device and inode, sites with their semaphores.
            IMAGES = [
                (4711, "7f0000000000-7f0000001000", (65024, 1566055), [(0x1110, 0x201006), (0x1150, 0x20100a)]),
            ]
            LOGGER = "com.acme.*"
            CONTEXT = {"tenant": "4\\"2"}
            TEXT = "it's \\U000020ac"

            # Shows what the record probes fire,\
            """);
  }

  @Test
  void bpftrace_isGolden() {
    Filter filter = new Filter("com.acme.it's*", Map.of(), "");

    assertThat(script(ScriptKind.BPFTRACE, Level.ERROR, filter))
        .isEqualTo(
            """
            #!/bin/sh
            # Log events of 4711 orders.jar: error and above. Texts are cut at 80 bytes.
            # With FORMAT=text they are shown as they are, control characters too.
            tracers=
            finish() {
              for tracer in $tracers; do
                while kill -INT "$tracer" 2>/dev/null; do sleep 1; done
              done
            }
            gone() {
              printf '%s: process %d has ended or has another image now: have a new script made\\n' "$0" "$1" >&2
              finish
              exit 1
            }
            trap 'kill -INT $tracers 2>/dev/null || exit 130' INT TERM HUP
            export BPFTRACE_STRLEN=80

            image=/proc/4711/map_files/7f0000000000-7f0000001000
            { [ -f "$image" ] && command exec 3<"$image" &&
              [ "$(stat -L -c %d:%i /proc/$$/fd/3)" = 65024:1566055 ] &&
              [ "$(dd bs=1 skip=1216 count=7 <&3)" = usdtimg ]; } 2>/dev/null || gone 4711
            bpftrace -B line -f "${FORMAT:-json}" -e '
            usdt:/proc/self/fd/3:log:error
            /strncmp(str(arg1), "com.acme.it'\\''s", 13) == 0/
            {
              printf("%s %d ERROR %s: %s {%s}\\n", strftime("%H:%M:%S", nsecs), pid, str(arg1), str(arg0), str(arg3));
            }
            ' &
            tracers="$tracers $!"

            status=0
            for tracer in $tracers; do
              wait "$tracer"
              status=$?
              ! kill -0 "$tracer" 2>/dev/null || break
            done
            finish
            exit "$status"
            """);
  }

  @Test
  void perf_isGolden() {
    Filter filter = new Filter("", Map.of(), "50 % \"off\" $a=`b`\u009b\n");

    assertThat(script(ScriptKind.PERF, Level.ERROR, filter))
        .startsWith("#!/bin/sh\n# Log events of 4711 orders.jar: error and above, as JSON.")
        .endsWith(
            """
            trap remove EXIT

            image=/proc/4711/map_files/7f0000000000-7f0000001000
            { [ -f "$image" ] && command exec 3<"$image" &&
              [ "$(stat -L -c %d:%i /proc/$$/fd/3)" = 65024:1566055 ] &&
              [ "$(dd bs=1 skip=1216 count=7 <&3)" = usdtimg ]; } 2>/dev/null || gone 4711
            define error_1_0 0x1150 0x20100a %di
            exec 3<&-

            perf trace --no-comm -a -e "$group:*" --filter "json ~ '*50 % ?\\"off?\\" \\$a?\\`b\\`*?n*'" &
            tracers=$!

            status=0
            for tracer in $tracers; do
              wait "$tracer"
              status=$?
              ! kill -0 "$tracer" 2>/dev/null || break
            done
            finish
            exit "$status"
            """);
  }

  @Test
  void filtersThatATracerLacks_areRefused() {
    Filter mdc = new Filter("", Map.of("tenant", "42"), "");
    Filter text = new Filter("", Map.of(), "x");
    Filter glob = new Filter("*.Orders", Map.of(), "");
    assertRefused(
        ScriptKind.BPFTRACE,
        mdc,
        "bpftrace cannot match --mdc; snoop itself does, and --script perf");
    assertRefused(
        ScriptKind.BPFTRACE,
        text,
        "bpftrace cannot match --grep; snoop itself does, and --script perf");
    assertRefused(
        ScriptKind.BPFTRACE,
        glob,
        "bpftrace cannot match the glob *.Orders; snoop itself does, and --script perf");
    assertRefused(
        ScriptKind.BPFTRACE,
        new Filter("a\u009bb", Map.of(), ""),
        "a script cannot hold this text: a\\u{9b}b");
    assertRefused(
        ScriptKind.DTRACE, mdc, "dtrace cannot match --mdc; snoop itself does, and --script perf");
    assertRefused(
        ScriptKind.DTRACE,
        text,
        "dtrace cannot match --grep; snoop itself does, and --script perf");
    assertRefused(
        ScriptKind.DTRACE,
        glob,
        "dtrace cannot match --logger; snoop itself does, and --script perf");
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
    return kind.script(new ScriptRequest(List.of(PROCESS), least, filter)).text();
  }
}
