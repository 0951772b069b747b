package io.github.usdt4j;

import static io.github.usdt4j.ArgType.INT32;
import static io.github.usdt4j.ArgType.INT64;
import static io.github.usdt4j.ArgType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProbeNotes;
import io.github.usdt4j.testsupport.Requires;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input with real probes: an exception that says all, and nothing for a tracer to see. */
@Requires(ring = "note", value = Need.LINUX_X86_64, tools = "readelf")
final class BadInputTest {
  private static final ArgType[] TOO_MANY = Collections.nCopies(33, INT64).toArray(ArgType[]::new);
  private static final String LONG_NAME = "n".repeat(128);
  private static final String RULE =
      "must start with a letter or '_', and hold only ASCII letters, digits, '_', '.', '$' and '-'";

  private Provider provider;
  private Probe sold;

  @BeforeEach
  void makeProbe() {
    provider = Usdt.provider("shop", "badinput");
    sold = provider.addProbe("f", "sold", STRING, INT32);
    provider.enable();
    assertThat(provider.isEnabled()).isTrue();
  }

  @AfterEach
  void close() {
    provider.close();
    assertThat(notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        " a",
        "a ",
        "a/b",
        "../a",
        "a\0b",
        "\0",
        "a\nb",
        "a\tb",
        "\u00e9",
        "a\u4e2d",
        "\ud83d\ude00",
        "a\ud800",
        "1a",
        ".a",
        "-a",
        "a:b",
        "a,b",
        "a*",
        "a\"b",
        "a;b",
        "a@b"
      })
  void name_bad_isNamedWithItsRule(String name) {
    String shown = '"' + escaped(name) + '"';
    assertRefused(
        () -> Usdt.provider(name, "badinput"),
        IllegalArgumentException.class,
        "the provider name " + shown + " " + RULE);
    assertRefused(
        () -> Usdt.provider("shop", name),
        IllegalArgumentException.class,
        "the module name " + shown + " " + RULE);
    assertRefused(
        () -> provider.addProbe(name, "n"),
        IllegalArgumentException.class,
        "the function name " + shown + " in provider shop:badinput " + RULE);
    assertRefused(
        () -> provider.addProbe("f", name),
        IllegalArgumentException.class,
        "the probe name " + shown + " in provider shop:badinput " + RULE);
  }

  @Test
  void name_tooLong_isNamedWithTheLimit() {
    String limit = " has 128 characters, at most 127";
    assertRefused(
        () -> Usdt.provider(LONG_NAME, "badinput"), IllegalArgumentException.class, limit);
    assertRefused(() -> Usdt.provider("shop", LONG_NAME), IllegalArgumentException.class, limit);
    assertRefused(() -> provider.addProbe(LONG_NAME, "n"), IllegalArgumentException.class, limit);
    assertRefused(
        () -> provider.addProbe("f", "x".repeat(1_000_000)),
        IllegalArgumentException.class,
        "the probe name \""
            + "x".repeat(64)
            + "...\" in provider shop:badinput has 1000000"
            + " characters, at most 127");
  }

  @Test
  void name_longest_isWholeInTheNote() {
    String longest = "n".repeat(127);
    try (Provider other = Usdt.provider(longest, "badinput")) {
      other.addProbe(longest, longest);
      other.enable();
      assertThat(notes()).contains(longest + ":" + longest);
    }
  }

  @Test
  void null_anywhere_isSaid() {
    Class<NullPointerException> type = NullPointerException.class;
    assertRefused(() -> Usdt.provider(null, "m"), type, "the provider name is null");
    assertRefused(() -> Usdt.provider("p", null), type, "the module name is null");
    assertRefused(
        () -> provider.addProbe(null, "n"),
        type,
        "the function name in provider shop:badinput is null");
    assertRefused(
        () -> provider.addProbe("f", null),
        type,
        "the probe name in provider shop:badinput is null");
    assertRefused(
        () -> provider.addProbe("f", "n", INT64, null),
        type,
        "argument 1 of probe shop:badinput:f:n is null");
    assertRefused(() -> provider.removeProbe(null), type, "probe");
    assertRefused(() -> sold.fire((ArgSource) null), type, "arguments");
    assertRefused(() -> sold.fireLazily((Supplier<String>) null), type, "text");
  }

  @Test
  void addProbe_twice_isNamed() {
    assertRefused(
        () -> provider.addProbe("f", "sold", INT64),
        IllegalArgumentException.class,
        "probe shop:badinput:f:sold exists already; take another function or name");
  }

  @Test
  void addProbe_thirtyThreeArguments_isNamedWithTheLimit() {
    assertRefused(
        () -> provider.addProbe("f", "many", TOO_MANY),
        IllegalArgumentException.class,
        "probe shop:badinput:f:many has 33 arguments, at most 32");
  }

  static Stream<Arguments> wrongFires() {
    return Stream.of(
        wrong("()", Probe::fire),
        wrong("(integer)", probe -> probe.fire(1)),
        wrong("(string)", probe -> probe.fire("a")),
        wrong("(string)", probe -> probe.fireLazily(() -> "a")),
        wrong("(integer, string)", probe -> probe.fire(1, "a")),
        wrong("(string, string)", probe -> probe.fire("a", "b")),
        wrong("(string, integer, integer)", probe -> probe.fire("a", 1, 2)),
        wrong(
            "(integer, integer, integer, integer, integer, integer)",
            probe -> probe.fire(1, 2, 3, 4, 5, 6)));
  }

  private static Arguments wrong(String kinds, Consumer<Probe> fire) {
    return Arguments.of(kinds, fire);
  }

  @ParameterizedTest
  @MethodSource("wrongFires")
  void fire_wrongCountOrKind_isNamedWithWhatIsTaken(String kinds, Consumer<Probe> fire) {
    assertRefused(
        () -> fire.accept(sold),
        IllegalArgumentException.class,
        "probe shop:badinput:f:sold takes [STRING, INT32], fired with " + kinds);
  }

  @Test
  void use_afterClose_isRefusedOrDoesNothing() {
    provider.close();
    String message = "provider shop:badinput is closed; make another one";
    assertThatThrownBy(() -> provider.addProbe("f", "n"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> provider.enable())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
    assertThat(provider.removeProbe(sold)).isFalse();
    provider.disable();
    provider.close();
    sold.fire("a", 1);
    sold.fire(writer -> writer.add("never evaluated").add("wrong"));
    assertThat(sold.isEnabled()).isFalse();
    assertThat(provider.isEnabled()).isFalse();
    assertThat(provider.probes()).isEmpty();
  }

  private void assertRefused(
      ThrowingCallable call, Class<? extends RuntimeException> type, String message) {
    assertThatThrownBy(call).isInstanceOf(type).hasMessageContaining(message);
    assertThat(notes()).containsExactly("shop:sold");
    assertThat(provider.probes()).containsExactly(sold);
    assertThat(Usdt.status().providers()).containsExactly("shop:badinput");
  }

  private static String escaped(String name) {
    return name.replace("\0", "\\0").replace("\n", "\\u000a").replace("\t", "\\u0009");
  }

  /** What tracers see of this test's module. */
  private static List<String> notes() {
    return Usdt.status().images().stream()
        .filter(image -> image.module().equals("badinput"))
        .flatMap(image -> ProbeNotes.read(image.path()).stream())
        .map(note -> note.provider() + ":" + note.name())
        .toList();
  }
}
