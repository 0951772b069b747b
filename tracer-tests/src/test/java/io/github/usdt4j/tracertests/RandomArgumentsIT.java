package io.github.usdt4j.tracertests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.tracertests.tracers.Traced;
import io.github.usdt4j.tracertests.tracers.TracefsTracer;
import io.github.usdt4j.tracertests.tracers.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Any types in any order with any values, as the kernel reads them. */
@Requires({Need.UPROBE_EVENTS, Need.LINUX_X86_64})
final class RandomArgumentsIT {
  private static final int PROBES = 40;
  private static final int FIRES = 5;

  /** All texts of one fire share a page. */
  private static final int CHARACTERS = 25;

  private static final String NULL = "(fault)";

  private RandomGenerator random;

  @Test
  void arguments_ofAnyTypes_areReadBack() {
    RandomCases.check(1, this::assertReadBack);
  }

  private void assertReadBack(RandomGenerator generator) {
    random = generator;
    Map<Traced, List<Object[]>> fires = new LinkedHashMap<>();
    try (PuppetJvm puppet = TracerRing.startPuppet()) {
      for (int i = 0; i < PROBES; i++) {
        Traced traced = new Traced("random" + i, types());
        fires.put(traced, Stream.generate(() -> values(traced)).limit(FIRES).toList());
        puppet.add(traced.probe(), traced.types());
      }
      try (Tracer tracer = new TracefsTracer(puppet, 0, List.copyOf(fires.keySet()))) {
        fires.forEach((traced, rows) -> rows.forEach(row -> puppet.write(traced.probe(), row)));
        Map<String, List<String>> seen = tracer.detach(PROBES * FIRES);
        fires.forEach(
            (traced, rows) ->
                assertThat(seen.get(traced.probe()))
                    .as("%s", traced)
                    .isEqualTo(rows.stream().map(row -> traced.shown(NULL, row)).toList()));
      }
    }
  }

  private List<ArgType> types() {
    ArgType[] all = ArgType.values();
    return Stream.generate(() -> all[random.nextInt(all.length)])
        .limit(random.nextInt(Probe.MAX_ARGS + 1))
        .toList();
  }

  private Object[] values(Traced traced) {
    List<Object> values = new ArrayList<>();
    traced.types().forEach(type -> values.add(value(type)));
    return values.toArray();
  }

  private Object value(ArgType type) {
    return switch (type) {
      case BOOL -> random.nextBoolean();
      case FLOAT, DOUBLE -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(30));
      case STRING -> random.nextInt(8) == 0 ? null : text();
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  /** Of all characters but those that end a line. */
  private String text() {
    StringBuilder text = new StringBuilder();
    random
        .ints(0, Character.MAX_CODE_POINT + 1)
        .map(point -> random.nextBoolean() ? point % 128 : point)
        .filter(
            point ->
                point != '\n' && point != '\r' && Character.getType(point) != Character.SURROGATE)
        .limit(random.nextInt(CHARACTERS))
        .forEach(text::appendCodePoint);
    return text.toString();
  }
}
