package io.github.usdt4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where an interface may be, and what may be around it. */
final class PlacesTest {
  private static final String IMPORT = "import io.github.usdt4j.typed.*; ";

  @TempDir private Path directory;

  private Compilation compile(String path, String source) {
    return new Compilation(directory)
        .options("-Xlint:all,-processing", "-Werror")
        .source(path, source)
        .succeed(new UsdtProcessor());
  }

  @Test
  void interface_inTheUnnamedPackage_hasItsClassThere() throws ReflectiveOperationException {
    Compilation compiled =
        compile(
            "Shop.java", IMPORT + "@UsdtProvider(\"s\") interface Shop { @UsdtProbe void a(); }");

    assertThat(compiled.loader().loadClass("ShopUsdt").getMethod("open").getReturnType().getName())
        .isEqualTo("Shop");
    assertThat(compiled.written("META-INF/usdt4j/Shop.probes")).contains("\nprovider: s\n");
  }

  @Test
  void interface_inAClass_hasItsClassBesideThat() throws ReflectiveOperationException {
    Compilation compiled =
        compile(
            "p/Outer.java",
            "package p; "
                + IMPORT
                + "public class Outer { @UsdtProvider(\"s\") interface Shop { @UsdtProbe void a(); } }");

    Class<?> written = compiled.loader().loadClass("p.Outer_ShopUsdt");
    assertThat(java.lang.reflect.Modifier.isPublic(written.getModifiers())).isFalse();
    assertThat(compiled.written("META-INF/usdt4j/p.Outer$Shop.probes"))
        .contains("\ninterface: p.Outer$Shop\n");
  }

  @Test
  void names_ofTheLanguage_mayBeTaken() {
    compile(
        "p/Shop.java",
        "package p; "
            + IMPORT
            + """
            @UsdtProvider("s")
            public interface Shop {
              enum Override { A }
              record SuppressWarnings(float value) {}
              record List(int size) {}
              enum Provider { B }
              enum Probe { C }
              enum ArgType { D }
              enum Arg { E }
              @Deprecated record Double(double value) {}
              @UsdtProbe void sold(Override a, SuppressWarnings b, List c);
              @UsdtProbe void more(Provider a, Probe b, ArgType c, Arg d);
              @UsdtProbe @Deprecated void old(Double provider, float this_, int soldProbe);
              @UsdtProbe void soldProbe();
              @UsdtProbe("a.b$c-d") void odd(int value0, int value0_, java.util.function.IntSupplier i);
            }
            """);
  }

  @Test
  void type_thatAnotherProcessorWrites_isWaitedFor() {
    new Compilation(directory)
        .source(
            "p/Shop.java",
            "package p; "
                + IMPORT
                + "@UsdtProvider(\"s\") interface Shop { @UsdtProbe void a(Kind kind); "
                + "@UsdtProbe void b(java.util.function.Supplier<Kind> kind); }")
        .succeed(new UsdtProcessor(), new KindProcessor());
  }

  @Test
  void type_thatIsMissing_isLeftToTheCompiler() {
    Compilation compilation =
        new Compilation(directory)
            .source(
                "p/Shop.java",
                "package p; "
                    + IMPORT
                    + "@UsdtProvider(\"s\") interface Shop { @UsdtProbe void a(Kind kind); }");

    assertThat(compilation.run(new UsdtProcessor())).isFalse();
    assertThat(compilation.diagnostics())
        .singleElement()
        .satisfies(each -> assertThat(each.getCode()).startsWith("compiler.err.cant.resolve"));
  }

  @Test
  void module_withoutJavaCompiler_compiles() {
    assertThat(compiledModule("")).doesNotContain("Generated");
    assertThat(compiledModule("requires java.compiler;"))
        .contains("@javax.annotation.processing.Generated");
  }

  private String compiledModule(String more) {
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(":", -1))
            .filter(
                entry -> entry.matches(".*(usdt4j-core|usdt4j-native|javacpp|/core/|/native/).*"))
            .filter(entry -> !entry.contains("test"))
            .collect(Collectors.joining(":"));
    return new Compilation(directory)
        .options("-Xlint:all,-processing,-module", "-Werror", "--module-path", path)
        .options("-s", directory.toString())
        .source("module-info.java", "module shop { requires io.github.usdt4j.core; " + more + " }")
        .source(
            "p/Shop.java",
            "package p; "
                + IMPORT
                + "@UsdtProvider(\"s\") public interface Shop { @UsdtProbe void a(); }")
        .succeed(new UsdtProcessor())
        .written("p/ShopUsdt.java");
  }

  @Test
  void gradle_isTold_thatTheProcessorIsIsolating() {
    assertThat(resource("META-INF/gradle/incremental.annotation.processors"))
        .isEqualTo(UsdtProcessor.class.getName() + ",isolating\n");
  }

  private static String resource(String name) {
    try (InputStream in = UsdtProcessor.class.getClassLoader().getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes an enum in its first round. */
  private static final class KindProcessor extends AbstractProcessor {
    private boolean isDone;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!isDone) {
        isDone = true;
        try (Writer out = processingEnv.getFiler().createSourceFile("p.Kind").openWriter()) {
          out.write("package p; enum Kind { A }");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }
}
