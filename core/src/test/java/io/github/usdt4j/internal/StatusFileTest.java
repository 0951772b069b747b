package io.github.usdt4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StatusFileTest {
  private static final Backend NONE = new NoOpBackend("");

  @Test
  void content_withoutReason_hasNoLineForIt() {
    assertThat(StatusFile.content(NONE, ""))
        .isEqualTo("version: %s\nbackend: no-op\n".formatted(Version.text()));
  }

  @Test
  void reason_ofHostileCharacters_staysOnItsLineInAscii() {
    assertThat(reason("a\nbackend: native\r\t\\ \u001b[31m é 😀 ~"))
        .isEqualTo("a\\u{a}backend: native\\u{d}\\u{9}\\u{5c} \\u{1b}[31m \\u{e9} \\u{1f600} ~");
  }

  @Test
  void reason_tooLong_isCutAndSaysSo() {
    assertThat(reason("x".repeat(StatusFile.MAX_VALUE)))
        .isEqualTo("x".repeat(StatusFile.MAX_VALUE));
    assertThat(reason("x".repeat(StatusFile.MAX_VALUE + 1)))
        .isEqualTo("x".repeat(StatusFile.MAX_VALUE) + "...");
  }

  @Test
  void version_isThatOfTheBuild() {
    assertThat(Version.text()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  private static String reason(String reason) {
    String content = StatusFile.content(NONE, reason);
    assertThat(content.lines()).hasSize(3);
    return content.lines().toList().get(2).substring("reason: ".length());
  }
}
