package io.github.usdt4j.snoop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.RandomTexts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class StatusTest {
  private static final String MARK = "usdt4j-status 1 pid 4711 start 123456\n";
  private static final String WHOLE =
      MARK
          + "version: 0.1.0\nbackend: no-op\nreason: not Linux; use Linux\n"
          + "image: log /run/usdt/4711/log.so\n";

  @Test
  void status_ofTheProcess_isRead() {
    assertThat(parse(WHOLE)).contains(new Status("0.1.0", "no-op", "not Linux; use Linux"));
    assertThat(parse(MARK + "version: 0.1.0\nbackend: native\n"))
        .contains(new Status("0.1.0", "native", ""));
  }

  @Test
  void line_hasAReasonWhereThereIsOne() {
    assertThat(new Status("0.1.0", "native", "").line()).isEqualTo("usdt4j 0.1.0 native");
    assertThat(new Status("0.1.0", "no-op", "why").line()).isEqualTo("usdt4j 0.1.0 no-op: why");
  }

  @Test
  void status_ofAnotherProcess_isNone() {
    assertThat(Status.parse(WHOLE, OptionalLong.of(4712))).isEmpty();
    assertThat(Status.parse(WHOLE, OptionalLong.empty())).isEmpty();
  }

  @Test
  void whatIsNotAStatus_isNone() {
    List.of(
            "",
            "\n",
            WHOLE.substring(1),
            "\n" + WHOLE,
            WHOLE.replace("status 1", "status 2"),
            WHOLE.replace("4711 start", "99999999999 start"),
            WHOLE.replace("123456", "1".repeat(30)),
            WHOLE.replace("version: 0.1.0\n", ""),
            WHOLE.replace("0.1.0", "0.1\u009b2J"),
            WHOLE.replace("0.1.0", "1".repeat(65)),
            WHOLE.replace("no-op", "two words"),
            WHOLE.replace("no-op", ""))
        .forEach(text -> assertThat(parse(text)).as(text).isEmpty());
  }

  @Test
  void reason_thatIsNoPlainText_doesNotCount() {
    List.of("\033[2J", "a\tb", "ä", "a\0b", "\u202e")
        .forEach(
            reason ->
                assertThat(parse(WHOLE.replace("not Linux", reason)).orElseThrow().reason())
                    .as(reason)
                    .isEmpty());
  }

  @Test
  void reason_thatIsPadded_isStripped() {
    assertThat(parse(WHOLE.replace("not Linux; use Linux", " ".repeat(900))).orElseThrow().reason())
        .isEmpty();
  }

  @Test
  void reason_thatIsLong_isCut() {
    assertThat(parse(WHOLE.replace("not", "x".repeat(30_000))).orElseThrow().reason())
        .isEqualTo("x".repeat(2000) + "...");
  }

  @Test
  void reason_thatIsThereTwice_isTheFirst() {
    assertThat(parse(WHOLE + "reason: forged\nversion: 9\n"))
        .contains(new Status("0.1.0", "no-op", "not Linux; use Linux"));
  }

  @Test
  void randomText_givesPlainTextOrNothing() {
    RandomCases.check(
        2000,
        random -> {
          RandomTexts texts = new RandomTexts(random);
          String text = MARK + "version: 1\nbackend: native\nreason: " + texts.any(60);
          assertThat(parse(text).orElseThrow().reason()).matches("[ -~]*");
          parse(texts.any(60))
              .ifPresent(status -> assertThat(status.line()).matches("[ -~]{1,3000}"));
        });
  }

  private static Optional<Status> parse(String text) {
    return Status.parse(text, OptionalLong.of(4711));
  }
}
