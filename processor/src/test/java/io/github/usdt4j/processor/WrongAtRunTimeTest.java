package io.github.usdt4j.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.test.ProbeRecorder;
import io.github.usdt4j.typed.TypedProbes;
import io.github.usdt4j.typed.UsdtProvider;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the processor refuses, the way without it refuses too, unless javac does. */
final class WrongAtRunTimeTest {
  /** Nothing is written, an empty text is the default, a hidden class sees all. */
  private static final Set<String> NO_MISTAKES =
      Set.of(
          "interfaces: private",
          "interfaces: in a private class",
          "interfaces: empty module",
          "interfaces: two interfaces of one class",
          "interfaces: the class is there",
          "interfaces: 251 probes",
          "methods: empty name",
          "methods: empty function",
          "arguments: empty name",
          "arguments: private record");

  @RegisterExtension final ProbeRecorder tracer = new ProbeRecorder();

  @TempDir private static Path directory;

  private static ClassLoader loader;

  @BeforeAll
  static void compileAll() {
    Set<String> refused =
        compile(WrongInterface.all()).diagnostics().stream()
            .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
            .map(each -> each.getSource().getName().substring(1))
            .collect(Collectors.toSet());
    assertThat(refused).hasSizeLessThan(15);
    loader =
        compile(
                WrongInterface.all().stream()
                    .filter(each -> !refused.contains(each.path()))
                    .toList())
            .loader();
  }

  private static Compilation compile(List<WrongInterface> cases) {
    Compilation compilation = new Compilation(directory).options("-parameters");
    for (WrongInterface each : cases) {
      compilation.source(each.path(), each.source());
      compilation.source(
          each.packageName() + "/Here.java",
          "package %s; public class Here { public static java.lang.invoke.MethodHandles.Lookup lookup() { return java.lang.invoke.MethodHandles.lookup(); } }"
              .formatted(each.packageName()));
    }
    compilation.run();
    return compilation;
  }

  static List<WrongInterface> cases() {
    return WrongInterface.all().stream()
        .filter(each -> !NO_MISTAKES.contains(each.toString()))
        .filter(each -> loader.getResource(each.packageName() + "/Shop.class") != null)
        .filter(
            each -> each.source().contains("@UsdtProvider(") && !each.source().contains("Inner"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mistake_each_isRefused(WrongInterface wrong) throws ReflectiveOperationException {
    Class<?> shop = Class.forName(wrong.packageName() + ".Shop", false, loader);
    MethodHandles.Lookup lookup =
        (MethodHandles.Lookup)
            Class.forName(wrong.packageName() + ".Here", true, loader)
                .getMethod("lookup")
                .invoke(null);
    assertThat(shop).hasAnnotation(UsdtProvider.class);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TypedProbes.of(shop, lookup))
        .withMessageNotContaining("accessible");
    assertThat(Usdt.status().providers()).isEmpty();
  }
}
