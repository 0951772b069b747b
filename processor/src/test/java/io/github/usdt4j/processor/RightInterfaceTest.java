package io.github.usdt4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.test.ProbeRecorder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the written class and the hidden one fire, and that both are the same. */
final class RightInterfaceTest {
  private static final String[] STRICT = {"-parameters", "-Xlint:all,-processing", "-Werror"};

  @RegisterExtension final ProbeRecorder tracer = new ProbeRecorder();

  @TempDir private Path directory;

  private Object calls;

  private Compilation compile(boolean isWritten) {
    Processor[] processors = isWritten ? new Processor[] {new UsdtProcessor()} : new Processor[0];
    return new Compilation(directory)
        .options(STRICT)
        .source("right/Everything.java", resource("Everything.java"))
        .source("right/Calls.java", resource("Calls.java"))
        .succeed(processors);
  }

  @SuppressWarnings("unchecked")
  private List<String> call(boolean isWritten) throws ReflectiveOperationException {
    calls = compile(isWritten).loader().loadClass("right.Calls").getConstructor().newInstance();
    tracer.attach("right:*");
    List<String> computed = new ArrayList<>();
    ((Consumer<Consumer<String>>) calls).accept(computed::add);
    return computed;
  }

  private Object probes() throws ReflectiveOperationException {
    return calls.getClass().getMethod("probes").invoke(calls);
  }

  private Provider provider() throws ReflectiveOperationException {
    Object probes = probes();
    return (Provider) probes.getClass().getInterfaces()[0].getMethod("provider").invoke(probes);
  }

  private List<String> fired() {
    return tracer.fired().stream().map(fired -> fired.probe() + fired.arguments()).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void calls_attached_fireWhatIsExpected(boolean isWritten) throws ReflectiveOperationException {
    List<String> computed = call(isWritten);

    assertThat(fired()).isEqualTo(resource("fired.txt").lines().toList());
    assertThat(computed).containsExactly("point", "text");
    String name = probes().getClass().getName();
    assertThat(name)
        .matches(isWritten ? "right.EverythingUsdt.Opened" : "right.EverythingUsdt/0x.*");
    provider().close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @SuppressWarnings("unchecked")
  void calls_notAttached_computeNothing(boolean isWritten) throws ReflectiveOperationException {
    call(isWritten);
    tracer.detach("right:*");
    List<String> computed = new ArrayList<>();
    List<String> before = fired();

    ((Consumer<Consumer<String>>) calls).accept(computed::add);

    assertThat(computed).isEmpty();
    assertThat(fired()).isEqualTo(before);
    provider().close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void probes_ofBothWays_haveTheListedArguments(boolean isWritten)
      throws ReflectiveOperationException {
    call(isWritten);
    assertThat(provider().probes().stream().map(RightInterfaceTest::described).sorted().toList())
        .isEqualTo(resource("probes.txt").lines().sorted().toList());
    provider().close();
    assertThat(provider().isEnabled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void question_asked_tellsWhetherATracerIsAttached(boolean isWritten)
      throws ReflectiveOperationException {
    call(isWritten);
    Object probes = probes();
    java.lang.reflect.Method question =
        probes.getClass().getInterfaces()[0].getMethod("isMixedEnabled");
    assertThat(question.invoke(probes)).isEqualTo(true);
    tracer.detach("right:*");
    assertThat(question.invoke(probes)).isEqualTo(false);
    provider().close();
  }

  @Test
  void list_written_tellsNamesTypesAndComments() {
    assertThat(compile(true).written("META-INF/usdt4j/right.Everything.probes"))
        .isEqualTo(resource("list.txt"));
  }

  private static String described(Probe probe) {
    return probe.argNames().stream()
        .map(name -> name + " " + probe.types().get(probe.argNames().indexOf(name)))
        .collect(Collectors.joining(", ", probe + " ", ""));
  }

  private static String resource(String name) {
    try (InputStream in = RightInterfaceTest.class.getResourceAsStream("/right/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
