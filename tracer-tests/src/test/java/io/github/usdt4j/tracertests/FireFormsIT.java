package io.github.usdt4j.tracertests;

import static io.github.usdt4j.ArgType.INT32;
import static io.github.usdt4j.ArgType.INT64;
import static io.github.usdt4j.ArgType.STRING;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.GdbTracer;
import io.github.usdt4j.tracertests.tracers.Traced;
import io.github.usdt4j.tracertests.tracers.TracefsTracer;
import io.github.usdt4j.tracertests.tracers.Tracer;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Every form of fire, and what exceeds the twelve arguments that most tracers read. */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.LINUX_X86_64},
    tools = "gdb")
final class FireFormsIT {
  private static final int FORMS = 33;

  @AutoClose private static final PuppetJvm PUPPET = TracerRing.startPuppet();

  private final Map<Traced, List<String>> expected = new LinkedHashMap<>();
  private final List<Runnable> fires = new ArrayList<>();

  @Test
  void fire_ofEachForm_passesItsArgumentsInOrder() {
    for (Method form : Probe.class.getMethods()) {
      Class<?>[] parameters = form.getParameterTypes();
      if (form.getName().equals("fire")
          && Arrays.stream(parameters).allMatch(FireFormsIT::isWord)) {
        String letters = Arrays.stream(parameters).map(FireFormsIT::letter).collect(joining());
        Traced traced =
            new Traced("form" + letters, letters.chars().mapToObj(FireFormsIT::type).toList());
        Object[] values =
            IntStream.range(0, parameters.length)
                .mapToObj(i -> isString(parameters[i]) ? "text" + i : (Object) (-10L - i))
                .toArray();
        expect(traced, 2, values);
        fires.add(() -> PUPPET.fire(traced.probe(), values));
        fires.add(() -> PUPPET.write(traced.probe(), values));
      }
    }
    assertThat(expected).hasSizeGreaterThanOrEqualTo(FORMS);
    assertAllArrive(GdbTracer::new);
  }

  private static boolean isWord(Class<?> type) {
    return type == long.class || isString(type);
  }

  private static boolean isString(Class<?> type) {
    return type == String.class;
  }

  private static String letter(Class<?> type) {
    return isString(type) ? "S" : "I";
  }

  private static ArgType type(int letter) {
    return letter == 'S' ? STRING : INT64;
  }

  @Test
  void write_ofMoreThanTwelveArguments_passesThemInOrder() {
    for (int count = 13; count <= Probe.MAX_ARGS; count++) {
      Traced traced = new Traced("written" + count, Collections.nCopies(count, INT32));
      Object[] values = IntStream.range(0, count).mapToObj(i -> (long) -i).toArray();
      expect(traced, 1, values);
      fires.add(() -> PUPPET.write(traced.probe(), values));
    }
    assertAllArrive(TracefsTracer::new);
  }

  @Test
  void string_ofMoreThanTheLimit_isCutOnACharacterBoundary() {
    Traced traced = new Traced("long", STRING);
    String full = "a".repeat(Probe.MAX_STRING_BYTES);
    String almost = full.substring(1);
    PUPPET.add(traced.probe(), traced.types());
    expected.put(
        traced, List.of(almost + "b", almost, "\u00e9".repeat(Probe.MAX_STRING_BYTES / 2), full));
    for (String text :
        List.of(
            almost + "bc",
            almost + "\ud83d\ude00",
            "\u00e9".repeat(Probe.MAX_STRING_BYTES),
            full)) {
      fires.add(() -> PUPPET.fire(traced.probe(), text));
    }
    assertAllArrive(GdbTracer::new);
  }

  private void expect(Traced traced, int times, Object... values) {
    PUPPET.add(traced.probe(), traced.types());
    expected.put(traced, Collections.nCopies(times, traced.shown("", values)));
  }

  private void assertAllArrive(Tracer.Attacher attacher) {
    try (Tracer tracer = attacher.attach(PUPPET, 0, List.copyOf(expected.keySet()))) {
      fires.forEach(Runnable::run);
      Map<String, List<String>> seen = tracer.detach(fires.size());
      expected.forEach(
          (traced, lines) ->
              assertThat(seen.get(traced.probe())).as(traced.probe()).isEqualTo(lines));
      assertThat(seen).hasSameSizeAs(expected);
    }
  }
}
