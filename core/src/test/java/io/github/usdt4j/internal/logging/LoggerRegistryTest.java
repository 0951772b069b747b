package io.github.usdt4j.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.attachment.Levels;
import io.github.usdt4j.test.Fired;
import io.github.usdt4j.test.internal.Recording;
import io.github.usdt4j.test.internal.RecordingBackend;
import io.github.usdt4j.testsupport.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which providers loggers get, and when. */
final class LoggerRegistryTest {
  private static final long ENOUGH_NANOS = Await.LIMIT.toNanos();

  private final RecordingBackend backend = new RecordingBackend();
  private final Recording<Fired> tracer = new Recording<>(backend, Fired::new);
  private final List<String> reports = new ArrayList<>();
  private final Failures failures = new Failures((message, cause) -> reports.add(message));
  private final LogOptions options = new LogOptions();

  private LoggerRegistry registry;

  @AfterEach
  void close() {
    if (registry != null) {
      registry.close();
    }
  }

  private LogProbes open(LoggerSource loggers) {
    return open(backend, loggers);
  }

  private LogProbes open(Backend used, LoggerSource loggers) {
    return LogProbes.open(used, options, loggers, new Gate(), failures);
  }

  /** What a start has no time for is made in the background. */
  private void awaitLive(String provider) {
    Await.until(() -> provider, () -> tracer.isLive(provider + ":info"));
  }

  @Test
  void rule_longest_winsForItsSubtree() {
    options.addProbes("com.acme", "acme");
    options.addProbes("com.acme.billing", "billing");
    try (LogProbes probes =
        open(
            new TestLoggers(
                "com.acme", "com.acme.billing.Bill", "com.acme.billings", "com.acmex.A"))) {
      awaitLive("com_acmex_A");
      tracer.attach("acme:info");
      tracer.attach("billing:info");

      assertThat(probes.watched("com.acme", Levels.INFO).own().address())
          .isEqualTo(probes.watched("com.acme.billings", Levels.INFO).own().address())
          .isNotEqualTo(probes.watched("com.acme.billing.Bill", Levels.INFO).own().address());
      assertThat(tracer.isLive("com_acme_billing_Bill:info")).isFalse();
    }
    assertThat(reports).isEmpty();
  }

  @Test
  void collision_secondLogger_getsAHashAndAWarning() {
    try (LogProbes probes = open(new TestLoggers("com.acme.Orders", "com.acme$Orders"))) {
      String hashed = ProviderNames.hashed("com.acme$Orders");

      assertThat(tracer.isLive("com_acme_Orders:info")).isTrue();
      awaitLive(hashed);
      assertThat(reports)
          .containsExactly(
              "logger com.acme$Orders has provider %s: com_acme_Orders is that of com.acme.Orders"
                  .formatted(hashed));
      tracer.attach("com_acme_Orders:info");
      assertThat(probes.watched("com.acme.Orders", Levels.INFO)).isNotNull();
      assertThat(probes.watched("com.acme$Orders", Levels.INFO)).isNull();
    }
  }

  @Test
  void collision_withTheRootProvider_leavesThatAlone() {
    options.setProvider("orders");
    try (LogProbes probes = open(new TestLoggers("orders", "com.acme.Orders"))) {
      tracer.attach("orders:info");

      assertThat(probes.watched("orders", Levels.INFO).own()).isNull();
      assertThat(tracer.isLive(ProviderNames.hashed("orders") + ":info")).isTrue();
    }
  }

  @Test
  void newLogger_whileOpen_isAttachableAfterTheNextLook() {
    TestLoggers loggers = new TestLoggers("com.acme.A");
    try (LogProbes probes = open(loggers)) {
      assertThat(tracer.isLive("com_acme_A:debug")).isTrue();

      loggers.names.add("com.acme.B");
      int looks = loggers.looks.get();

      Await.until(() -> "com_acme_B", () -> tracer.isLive("com_acme_B:debug"));
      assertThat(loggers.looksAtListing.get()).isLessThanOrEqualTo(looks + 1);
      tracer.attach("com_acme_B:debug");
      // It is attachable an instant before its logger knows.
      Await.until(() -> "B to know", () -> probes.watched("com.acme.B", Levels.DEBUG) != null);
    }
  }

  @Test
  void sweep_noNewLogger_doesNotListThem() {
    TestLoggers loggers = new TestLoggers("com.acme.A");
    registry = new LoggerRegistry(backend, options, loggers, new Gate(), failures);

    for (int i = 0; i < 10; i++) {
      assertThat(registry.sweep(ENOUGH_NANOS)).isFalse();
    }

    assertThat(loggers.listed).hasValue(1);
  }

  @Test
  void sweep_nameExchangedForAnother_registersIt() {
    TestLoggers loggers = new TestLoggers("com.acme.A", "com.acme.B");
    registry = new LoggerRegistry(backend, options, loggers, new Gate(), failures);
    registry.sweep(ENOUGH_NANOS);

    loggers.names.set(1, "com.acme.C");
    registry.sweep(ENOUGH_NANOS);

    assertThat(tracer.isLive("com_acme_C:info")).isTrue();
  }

  @Test
  void sweep_outOfTime_goesOnWhereItWas() {
    TestLoggers loggers =
        new TestLoggers(IntStream.range(0, 50).mapToObj(i -> "l.L" + i).toArray(String[]::new));
    registry = new LoggerRegistry(backend, options, loggers, new Gate(), failures);

    int sweeps = 1;
    while (registry.sweep(0)) {
      sweeps++;
    }

    assertThat(sweeps).isBetween(2, 51);
    assertThat(loggers.listed).hasValue(1);
    assertThat(tracer.isLive("l_L0_:info") && tracer.isLive("l_L49_:info")).isTrue();
    registry.close();
    assertThat(tracer.isLive("l_L0_:info")).isFalse();
  }

  @Test
  void goneLogger_missingTwice_losesItsProbesAndGetsThemBack() {
    TestLoggers loggers = new TestLoggers("com.acme.A", "com.acme.B");
    registry = new LoggerRegistry(backend, options, loggers, new Gate(), failures);
    registry.sweep(ENOUGH_NANOS);
    LoggerEntry before = registry.entry("com.acme.B");

    loggers.names.remove("com.acme.B");
    registry.sweep(ENOUGH_NANOS);
    assertThat(tracer.isLive("com_acme_B:info")).isTrue();
    registry.sweep(ENOUGH_NANOS);

    assertThat(tracer.isLive("com_acme_B:info")).isFalse();
    assertThat(tracer.isLive("com_acme_A:info")).isTrue();
    assertThat(registry.entry("com.acme.B")).isNotSameAs(before);
    assertThat(registry.levels("com.acme.B", null)).isNull();
    assertThat(registry.levels("com.acme.A", null)).isNotNull();
    loggers.names.add("com.acme.B");
    registry.sweep(ENOUGH_NANOS);
    assertThat(tracer.isLive("com_acme_B:info")).isTrue();
    assertThat(registry.levels("com.acme.B", null)).isNotNull();
  }

  @Test
  void goneLogger_thatComesBackAtOnce_keepsItsProbes() {
    TestLoggers loggers = new TestLoggers("com.acme.A", "com.acme.B");
    registry = new LoggerRegistry(backend, options, loggers, new Gate(), failures);
    registry.sweep(ENOUGH_NANOS);
    LoggerEntry before = registry.entry("com.acme.B");

    for (int i = 0; i < 3; i++) {
      loggers.names.remove("com.acme.B");
      registry.sweep(ENOUGH_NANOS);
      loggers.names.add("com.acme.B");
      registry.sweep(ENOUGH_NANOS);
    }

    assertThat(registry.entry("com.acme.B")).isSameAs(before);
  }

  @Test
  void goneLogger_withATracer_keepsItsProbesUntilThatLeaves() {
    TestLoggers loggers = new TestLoggers("com.acme.A", "com.acme.B");
    registry = new LoggerRegistry(backend, options, loggers, new Gate(), failures);
    registry.sweep(ENOUGH_NANOS);
    tracer.attach("com_acme_B:debug");

    loggers.names.remove("com.acme.B");
    for (int i = 0; i < 4; i++) {
      registry.sweep(ENOUGH_NANOS);
    }
    assertThat(tracer.isLive("com_acme_B:info")).isTrue();
    tracer.detach("com_acme_B:debug");
    registry.sweep(ENOUGH_NANOS);

    assertThat(tracer.isLive("com_acme_B:info")).isFalse();
  }

  @Test
  void goneLogger_oneOfTwoOfAProvider_leavesTheProvider() {
    options.addProbes("com.acme", "acme");
    TestLoggers loggers = new TestLoggers("com.acme.A", "com.acme.B");
    registry = new LoggerRegistry(backend, options, loggers, new Gate(), failures);
    registry.sweep(ENOUGH_NANOS);

    loggers.names.remove("com.acme.A");
    registry.sweep(ENOUGH_NANOS);
    registry.sweep(ENOUGH_NANOS);
    assertThat(tracer.isLive("acme:info")).isTrue();
    loggers.names.remove("com.acme.B");
    registry.sweep(ENOUGH_NANOS);
    registry.sweep(ENOUGH_NANOS);

    assertThat(tracer.isLive("acme:info")).isFalse();
  }

  @Test
  void goneLoggers_outOfTime_leaveInSeveralSweeps() {
    TestLoggers loggers = new TestLoggers(range(0, 50));
    registry = new LoggerRegistry(backend, options, loggers, new Gate(), failures);
    registry.sweep(ENOUGH_NANOS);

    loggers.names.clear();
    registry.sweep(ENOUGH_NANOS);
    int sweeps = 1;
    while (registry.sweep(0)) {
      sweeps++;
    }

    assertThat(sweeps).isGreaterThan(1);
    assertThat(IntStream.range(0, 50).filter(i -> tracer.isLive("l_L" + i + "_:info"))).isEmpty();
  }

  @Test
  void maxOwnProviders_moreLoggers_fireOnTheRootProviderAloneAndItIsSaidOnce() {
    options.setMaxOwnProviders(3);
    TestLoggers loggers = new TestLoggers(range(0, 3));
    registry = new LoggerRegistry(backend, options, loggers, new Gate(), failures);
    registry.sweep(ENOUGH_NANOS);

    // Loggers of the past count, since their places in the image stay theirs.
    loggers.names.clear();
    registry.sweep(ENOUGH_NANOS);
    registry.sweep(ENOUGH_NANOS);
    loggers.names.addAll(List.of(range(1, 6)));
    registry.sweep(ENOUGH_NANOS);

    assertThat(IntStream.range(0, 6).filter(i -> tracer.isLive("l_L" + i + "_:info")))
        .containsExactly(1, 2);
    assertThat(registry.entry("l.L3").own()).isNull();
    assertThat(reports)
        .containsExactly(
            "logger l.L3 and others that are new have no provider of their own, their events fire"
                + " on log alone: 3 have had one, which is maxOwnProviders");
  }

  private static String[] range(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "l.L" + i).toArray(String[]::new);
  }

  @Test
  void sweeper_lastRegistryClosed_ends() {
    LogProbes first = open(new TestLoggers("a.A"));
    LogProbes second = open(new TestLoggers("b.B"));
    assertThat(sweepers()).isEqualTo(1);

    first.close();
    assertThat(sweepers()).isEqualTo(1);
    second.close();

    open(new TestLoggers("c.C")).close();
    Await.until(() -> "the end of the thread", () -> sweepers() == 0);
  }

  private static long sweepers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("usdt4j-loggers"))
        .count();
  }

  @Test
  void source_thatThrows_isReportedAndTriedAgain() {
    TestLoggers loggers = new TestLoggers("com.acme.A");
    boolean[] broken = {true};
    LoggerSource source =
        new LoggerSource() {
          @Override
          public long stamp() {
            if (broken[0]) {
              throw new IllegalStateException("context");
            }
            return loggers.stamp();
          }

          @Override
          public java.util.Collection<String> names() {
            return loggers.names();
          }
        };
    registry = new LoggerRegistry(backend, options, source, new Gate(), failures);

    assertThat(registry.sweep(ENOUGH_NANOS)).isFalse();
    broken[0] = false;
    registry.sweep(ENOUGH_NANOS);

    assertThat(reports).singleElement().asString().startsWith("new loggers could not be given");
    assertThat(tracer.isLive("com_acme_A:info")).isTrue();
  }
}
