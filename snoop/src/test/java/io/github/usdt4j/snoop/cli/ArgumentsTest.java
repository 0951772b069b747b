package io.github.usdt4j.snoop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.terminal.Messages;
import io.github.usdt4j.snoop.terminal.Rows;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong argument is one line and status 2, whatever it is. */
class ArgumentsTest {
  private static final String LONG = "9".repeat(100_000);

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  static List<List<String>> wrong() {
    return List.of(
        List.of(),
        List.of("-p"),
        List.of("-p", ""),
        List.of("-p", " "),
        List.of("-p", "\n"),
        List.of("-p", ","),
        List.of("-p", "a,,b"),
        List.of("-p", "-1"),
        List.of("-p", "9223372036854775807"),
        List.of("-p", LONG),
        List.of("-p", "", "--list"),
        List.of("--list=yes"),
        List.of("-l"),
        List.of("-l", ""),
        List.of("-l", "loud\n14:03"),
        List.of("-l", LONG),
        List.of("-l", "debug", "-l", "info"),
        List.of("-n"),
        List.of("-n", ""),
        List.of("-n", "a", "-n", "b"),
        List.of("--mdc"),
        List.of("--mdc", ""),
        List.of("--mdc", "tenant"),
        List.of("--mdc", "=42"),
        List.of("--mdc", "\n"),
        List.of("--grep"),
        List.of("--grep", ""),
        List.of("--grep", "a", "--grep", "b"),
        List.of("--json=yes"),
        List.of("--stack=yes"),
        List.of("-c"),
        List.of("-c", ""),
        List.of("-c", "0"),
        List.of("-c", "-1"),
        List.of("-c", "one"),
        List.of("-c", "1.5"),
        List.of("-c", "9223372036854775808"),
        List.of("-c", "1", "-c", "2"),
        List.of("-d"),
        List.of("-d", ""),
        List.of("-d", "-1"),
        List.of("-d", "1e3"),
        List.of("-d", "9223372036854775807"),
        List.of("-d", "-9223372036854775808"),
        List.of("-d", "9223372036854775808"),
        List.of("-d", "1", "-d", "2"),
        List.of("--engine"),
        List.of("--engine", ""),
        List.of("--engine", "steam\033[2J"),
        List.of("--script"),
        List.of("--script", ""),
        List.of("--script", "steam\n"),
        List.of("--buffer"),
        List.of("--buffer", ""),
        List.of("--buffer", "0"),
        List.of("--buffer", "-1"),
        List.of("--buffer", "65537"),
        List.of("--buffer", "2147483647"),
        List.of("--buffer", "2147483648"),
        List.of("--buffer", "much"),
        List.of("--user"),
        List.of("--user", ""),
        List.of("--user", "no such user\n"),
        List.of("--user", "-1"),
        List.of("--user", "4294967295"),
        List.of("--user", LONG),
        List.of("-p", "1,"),
        List.of("-p", ",1"),
        List.of("-p", "1", "--user", ","),
        List.of("-p", "1", "--user", "root,"),
        List.of("--user", "root", "--all-users"),
        List.of("--all-users=yes"),
        List.of("--loud"),
        List.of("--loud\n14:03:22.518 ERROR"),
        List.of("-x"),
        List.of("-"),
        List.of("word"),
        List.of("@/etc/passwd"),
        List.of(""),
        List.of("\0"),
        List.of("doctor", ""),
        List.of("doctor", "\n"),
        List.of("doctor", "-1"),
        List.of("doctor", "1.5"),
        List.of("doctor", LONG),
        List.of("doctor", "orders.jar"),
        List.of("doctor", "999999999", "999999998"),
        List.of("doctor", "-p", "999999999"),
        List.of("doctor", "--loud\033[2J"),
        List.of("--list", "doctor"),
        List.of("-v"),
        List.of("-v=yes"),
        List.of("probes"),
        List.of("probes", ""),
        List.of("probes", "--as"),
        List.of("probes", "--as", "pdf\n", "a.jar"),
        List.of("probes", "--loud\033[2J"),
        List.of("probes", "-p", "999999999", "a.jar"),
        List.of("--list", "probes", "a.jar"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void wrongArgument_isOneLineAndStatus2(List<String> wrong) {
    List<String> arguments = new ArrayList<>(wrong);
    if (!wrong.isEmpty()
        && !wrong.contains("-p")
        && !wrong.contains("doctor")
        && !wrong.contains("probes")) {
      // All else is in order, but for a process that is not there.
      arguments.addAll(0, List.of("-p", "999999999"));
    } else if (wrong.size() > 1) {
      // Should it be taken, it is over at once.
      arguments.addAll(0, List.of("-d", "0"));
    }

    assertThat(run(arguments)).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .matches("snoop: [^\\p{Cntrl}]+\n")
        .doesNotContain("Exception")
        .hasSizeLessThan(1000);
  }

  @Test
  void wrongArgument_isNamed() {
    run(List.of("-p", ""));
    run(List.of("-d", "9223372036854775807", "-p", "1"));
    run(List.of("--mdc", "=42", "-p", "1"));

    assertThat(errors.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "snoop: -p: an empty name; -p '*' means every process",
            "snoop: --duration is from 0 to 1000000000, and not 9223372036854775807",
            "snoop: --mdc: an empty key");
  }

  @Test
  void processOfTheNameOfACommand_isTakenForTheProcess() {
    int status = run(List.of("-p", "doctor", "--list", "--user", "4000125"));

    assertThat(status).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "snoop: no process with usdt4j probes of that --user has doctor in its command line;"
                + " see snoop --list\n");
  }

  @Test
  void defect_isOneLineAndStatus1() {
    ErrorLines lines = new ErrorLines(messages());

    int status =
        lines.handleExecutionException(new IllegalStateException("two\nlines \033[2J"), null, null);

    assertThat(status).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .matches(
            "snoop: this is a defect of snoop, please report it:"
                + " java\\.lang\\.IllegalStateException: two\\\\nlines \\\\u\\{1b}\\[2J"
                + " at io\\.github\\.usdt4j\\.snoop\\.cli\\.ArgumentsTest\\.defect_\\S+\n");
  }

  private int run(List<String> arguments) {
    return Snoop.commandLine(new ErrorLines(messages())).execute(arguments.toArray(String[]::new));
  }

  private Messages messages() {
    return new Messages(
        new PrintStream(errors, true, StandardCharsets.UTF_8), () -> Rows.UNLIMITED);
  }
}
