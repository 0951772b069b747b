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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a process calls itself, its images and its probes changes no script. */
class HostileTargetsTest {
  private static final Filter ALL = new Filter("", Map.of(), "");

  private static final List<String> NAMES =
      List.of(
          "$(touch marker)",
          "`touch marker`",
          "\";touch marker;\"",
          "';touch marker;'",
          "a\ntouch marker\n",
          "\nEND\ntouch marker\n",
          "a\\",
          "a\r",
          "a b",
          "a:0x10f9(0x3020) #x",
          "%s%n",
          "*/ BEGIN { exit(); } /*",
          "x:a:b { system(\"touch marker\") }",
          "'+str(__import__('os'))+'",
          "\"\"\"\nimport os\n\"\"\"",
          "äöü",
          "\u202e\u009b2J",
          "a".repeat(5000),
          "");

  static Stream<Arguments> kindsAndNames() {
    return Stream.of(ScriptKind.values())
        .flatMap(kind -> NAMES.stream().map(name -> Arguments.of(kind, name)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndNames")
  void imageOfAnyName_isNamedInNoScript(ScriptKind kind, String name) {
    Script script = script(kind, ScriptTargets.process("orders", "/tmp/" + name, probes("log")));

    assertThat(script).isEqualTo(harmless(kind));
  }

  @ParameterizedTest
  @MethodSource("kindsAndNames")
  void processOfAnyName_hasItsIdInTheTitle(ScriptKind kind, String name) {
    Script script = script(kind, ScriptTargets.process(name, "/x", probes("log")));

    assertThat(script.text()).isEqualTo(harmless(kind).text().replace("4711 orders", "4711"));
  }

  @ParameterizedTest
  @MethodSource("kindsAndNames")
  void providerOfAnyName_isLeftOutWithTheReason(ScriptKind kind, String name) {
    Script script =
        script(kind, ScriptTargets.process("orders", "/x", both(probes("log"), probes(name))));

    assertThat(script.text()).isEqualTo(harmless(kind).text());
    assertThat(script.leftOut())
        .containsExactly(
            "left out of process 4711 (orders): 1 probes: the provider's name is not made of"
                + " letters, digits and _ alone");
  }

  @ParameterizedTest
  @MethodSource("kindsAndNames")
  void operandsOfAnyKind_areNoRecordProbe(ScriptKind kind, String name) {
    ProbeNote probe = new ProbeNote("log", "error_json", 0x1150, 0x20100a, "8@%di" + name);
    Script script = script(kind, ScriptTargets.process("orders", "/x", both(probes("log"), probe)));

    assertThat(script).isEqualTo(harmless(kind));
  }

  @ParameterizedTest
  @MethodSource("kindsAndNames")
  void probeOfAnyName_isNone(ScriptKind kind, String name) {
    ProbeNote probe = new ProbeNote("log", name + "_json", 0x1150, 0x20100a, "8@%rdi");
    Script script = script(kind, ScriptTargets.process("orders", "/x", both(probes("log"), probe)));

    assertThat(script).isEqualTo(harmless(kind));
  }

  @ParameterizedTest
  @EnumSource(ScriptKind.class)
  void nothingButHostileProviders_isSaid(ScriptKind kind) {
    assertThatThrownBy(
            () -> script(kind, ScriptTargets.process("orders", "/x", probes("$(touch marker)"))))
        .isInstanceOf(SnoopException.class)
        .hasMessage(
            "no process has log probes of that level; see snoop --list; left out of process"
                + " 4711 (orders): 1 probes: the provider's name is not made of letters, digits"
                + " and _ alone");
  }

  @ParameterizedTest
  @EnumSource(ScriptKind.class)
  void manyProbes_areLimitedForEachProcess(ScriptKind kind) {
    ProbeNote[] probes =
        IntStream.range(0, 600)
            .boxed()
            .flatMap(i -> Stream.of(probes("p" + i + "_")))
            .toArray(ProbeNote[]::new);
    Script script = script(kind, ScriptTargets.process("orders", "/x", probes));

    assertThat(script.text()).hasSizeLessThan(100_000);
    assertThat(script.leftOut())
        .containsExactly(
            "left out of process 4711 (orders): 88 probes: a script takes 512 of a process");
  }

  @ParameterizedTest
  @EnumSource(
      value = ScriptKind.class,
      names = {"PERF", "BPFTRACE"})
  void imageOfTwoProcesses_isThereOnce(ScriptKind kind) {
    TracedProcess process = ScriptTargets.process("orders", "/x", probes("log"));
    Script script = kind.script(new ScriptRequest(List.of(process, process), Level.ERROR, ALL));

    assertThat(script.text().split("map_files", -1)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = ScriptKind.class,
      names = {"DTRACE"})
  void providerThatEndsInADigit_isNotGivenToDtrace(ScriptKind kind) {
    Script script =
        script(kind, ScriptTargets.process("orders", "/x", both(probes("log"), probes("log4"))));

    assertThat(script.text()).isEqualTo(harmless(kind).text());
    assertThat(script.leftOut())
        .containsExactly(
            "left out of process 4711 (orders): 1 probes: DTrace puts the process id behind the"
                + " provider's name, which ends in a digit");
  }

  private static Script harmless(ScriptKind kind) {
    return script(kind, ScriptTargets.process("orders", "/x", probes("log")));
  }

  private static Script script(ScriptKind kind, TracedProcess process) {
    return kind.script(new ScriptRequest(List.of(process), Level.ERROR, ALL));
  }

  private static ProbeNote[] probes(String provider) {
    return new ProbeNote[] {
      new ProbeNote(provider, "error", 0x1090, 0x20100a, ScriptTargets.TEXTS),
      new ProbeNote(provider, "error_json", 0x1110, 0x20100a, "8@%rdi")
    };
  }

  private static ProbeNote[] both(ProbeNote[] some, ProbeNote... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(ProbeNote[]::new);
  }
}
