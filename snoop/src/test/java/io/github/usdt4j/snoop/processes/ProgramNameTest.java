package io.github.usdt4j.snoop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgramNameTest {
  @Test
  void program_isNamedWithoutDirectories() {
    assertThat(name("/usr/bin/sleep", "600")).isEqualTo("sleep");
    assertThat(name("nginx: worker process")).isEqualTo("nginx: worker process");
    assertThat(name("", "600")).isEmpty();
  }

  @Test
  void javaCommand_isNamedByItsJarOrMainClass() {
    assertThat(name("/usr/bin/java", "-jar", "/srv/orders.jar", "x")).isEqualTo("orders.jar");
    assertThat(name("java", "-Xmx1g", "-cp", "/a.jar:/b.jar", "com.acme.Main", "y"))
        .isEqualTo("com.acme.Main");
    assertThat(name("java", "-p", "/mods", "--add-modules", "x", "-m", "com.acme/com.acme.Main"))
        .isEqualTo("com.acme.Main");
    assertThat(name("java", "-cp", "x".repeat(100_000), "com.acme.Main"))
        .isEqualTo("com.acme.Main");
    assertThat(name("java", "-version")).isEqualTo("java");
  }

  @Test
  void longWord_isKeptInItsBeginningOnly() {
    assertThat(name("/bin/" + "x".repeat(1_000_000))).hasSizeLessThan(400).startsWith("xxx");
    assertThat(ProgramName.shown("x".repeat(400))).isEqualTo("x".repeat(80) + "...");
    assertThat(ProgramName.shown("中".repeat(400))).hasSizeLessThanOrEqualTo(83).endsWith("...");
  }

  @Test
  void plainName_isShownAsItIs() {
    for (String name : new String[] {"orders-1.2.jar", "com.acme.Main$Inner", "a: b_c@d+e~f"}) {
      assertThat(ProgramName.shown(name)).isEqualTo(name);
    }
  }

  /** The user of a process stands in parentheses behind its name. */
  @Test
  void signs_thatCouldPassForOurOwn_areEscapes() {
    assertThat(ProgramName.shown("x\uff08root\uff09")).isEqualTo("x\\u{ff08}root\\u{ff09}");
    assertThat(ProgramName.shown("a(root)")).isEqualTo("a\\u{28}root\\u{29}");
    assertThat(ProgramName.shown("a\\u{28}")).isEqualTo("a\\u{5c}u\\u{7b}28\\u{7d}");
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      assertThat(ProgramName.shown(Character.toString(c)))
          .matches("[A-Za-z0-9 !#$%&'*+,./:;=?@^_`|~\"-]|\\\\u\\{[0-9a-f]{1,6}}");
    }
  }

  private static String name(String... words) {
    ProgramName name = new ProgramName();
    for (byte one : (String.join("\0", words) + "\0").getBytes(StandardCharsets.UTF_8)) {
      name.take(one);
    }
    return name.name();
  }
}
