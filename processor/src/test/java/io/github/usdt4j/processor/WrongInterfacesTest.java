package io.github.usdt4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is one error, at its element, which says what to write instead. */
final class WrongInterfacesTest {
  @TempDir private static Path directory;

  private static Map<String, List<Diagnostic<? extends JavaFileObject>>> said;

  /** One compilation for all: to start a compiler takes longer than to compile. */
  @BeforeAll
  static void compileAll() {
    Compilation compilation = new Compilation(directory);
    cases().forEach(each -> compilation.source(each.path(), each.source()));
    assertThat(compilation.run(new UsdtProcessor())).isFalse();
    said =
        compilation.diagnostics().stream()
            .filter(each -> each.getKind() == Diagnostic.Kind.ERROR && each.getSource() != null)
            .collect(Collectors.groupingBy(each -> each.getSource().getName().substring(1)));
  }

  static List<WrongInterface> cases() {
    return WrongInterface.all();
  }

  @Test
  void cases_all_areAHundredOrMore() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(100);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mistake_each_isOneErrorAtItsElement(WrongInterface wrong) {
    assertThat(said.getOrDefault(wrong.path(), List.of()))
        .extracting(
            each -> each.getLineNumber() + ":" + each.getColumnNumber(),
            each -> each.getMessage(Locale.ROOT))
        .containsExactly(org.assertj.core.groups.Tuple.tuple(wrong.place(), wrong.message()));
  }
}
