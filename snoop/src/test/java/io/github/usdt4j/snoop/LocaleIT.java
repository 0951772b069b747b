package io.github.usdt4j.snoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.OtherUser;
import io.github.usdt4j.testsupport.Requires;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of the kernel are bytes; the locale of who runs snoop may lack signs of them. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS},
    tools = {"setpriv", "cc"})
class LocaleIT {
  /** Of nobody in /etc/passwd. */
  private static final long USER = 4_000_126;

  @RegisterExtension static final NativeApp.Home HOME = new NativeApp.Home();

  /** Directories as printf makes them: of two scripts, of no encoding, plain. */
  @ParameterizedTest
  @ValueSource(strings = {"\\303\\244\\344\\270\\255", "x\\377\\300", "plain"})
  void imageBelowAnyName_isShownInEachLocale(String directory) {
    try (NativeApp app = HOME.startBelow(USER, directory)) {
      for (String locale : List.of("C", "C.UTF-8")) {
        String pid = Long.toString(app.pid());
        assertThat(lines(locale, 0, "--list"))
            .contains("    log:info_json semaphore 0")
            .contains("%s native_app (%d)".formatted(pid, USER));
        // Only root can attach.
        assertThat(lines(locale, 1, "doctor", pid))
            .anyMatch(line -> line.startsWith("ok    image: "))
            .anyMatch(line -> line.startsWith("ok    log events: "));
      }
    }
  }

  private static List<String> lines(String locale, int status, String... arguments) {
    List<String> prefix = OtherUser.command(USER, "env", "LC_ALL=" + locale);
    try (SnoopRun snoop = SnoopRun.startBelow(prefix, arguments)) {
      assertThat(snoop.child().awaitExit()).as(snoop.errors()).isEqualTo(status);
      assertThat(snoop.errors()).doesNotContain("defect");
      return snoop.lines();
    }
  }
}
