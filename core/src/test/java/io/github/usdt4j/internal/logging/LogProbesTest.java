package io.github.usdt4j.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.UsdtStatus;
import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.attachment.Levels;
import io.github.usdt4j.test.Fired;
import io.github.usdt4j.test.internal.Recording;
import io.github.usdt4j.test.internal.RecordingBackend;
import io.github.usdt4j.testsupport.Await;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LogProbesTest {
  private static final String LOGGER = "com.acme.Orders";

  private final RecordingBackend backend = new RecordingBackend();
  private final Recording<Fired> tracer = new Recording<>(backend, Fired::new);
  private final List<String> reports = new ArrayList<>();
  private final Failures failures =
      new Failures((message, cause) -> reports.add(message + ": " + cause));
  private final Gate gate = new Gate();
  private final LogOptions options = new LogOptions();
  private LogProbes probes;

  private LogProbes open() {
    probes = LogProbes.open(backend, options, new TestLoggers(LOGGER), gate, failures);
    return probes;
  }

  @AfterEach
  void close() {
    if (probes != null) {
      probes.close();
    }
  }

  private void fire(WatchedProbes watched, boolean belowLevel, EventView event, OncePerEvent once) {
    probes.fire(watched, belowLevel, false, event, shown -> shown, once);
  }

  private void fire(int level, boolean belowLevel, EventView event) {
    WatchedProbes watch = probes.watched(LOGGER, level);
    if (watch != null) {
      fire(watch, belowLevel, event, null);
    }
  }

  private List<List<Object>> fired(String provider, String probe) {
    return tracer.fired(provider + ":" + probe).stream().map(Fired::arguments).toList();
  }

  @Test
  void watch_nobodyAttached_isNull() {
    open();

    assertThat(probes.watched(LOGGER, Levels.DEBUG)).isNull();
  }

  /** The shared semaphore is non-zero for both; the bytes at the site tell them apart. */
  @Test
  void watch_otherLoggerOfTheGateAttached_isNull() {
    probes =
        LogProbes.open(backend, options, new TestLoggers(LOGGER, "com.acme.Bills"), gate, failures);
    // What a start has no time for is made in the background.
    Await.until(() -> "its provider", () -> tracer.attach("com_acme_Bills:debug") > 0);
    Await.until(() -> "the logger to know", () -> probes.isWatched("com.acme.Bills", Levels.DEBUG));

    assertThat(gate.isOpen(Levels.DEBUG)).isTrue();
    assertThat(probes.watched(LOGGER, Levels.DEBUG)).isNull();
    assertThat(probes.isWatched(LOGGER, Levels.DEBUG)).isFalse();
    assertThat(probes.watched("com.acme.Bills", Levels.DEBUG)).isNotNull();
    assertThat(probes.isWatched(new String("com.acme.Bills"), Levels.DEBUG)).isTrue();
    assertThat(probes.isWatched("com.acme.Bills", Levels.INFO)).isFalse();
  }

  @Test
  void isWatched_rootProviderAttached_isTrueForLoggersOfAllKinds() {
    open();
    tracer.attach("log:debug");
    tracer.attach("log:info_json");

    for (String logger : List.of(LOGGER, "com.acme.NotMetYet")) {
      assertThat(probes.isWatched(logger, Levels.DEBUG)).isTrue();
      assertThat(probes.isWatched(logger, Levels.INFO)).isTrue();
      assertThat(probes.isWatched(logger, Levels.WARN)).isFalse();
    }
  }

  @Test
  void fire_moreThreadsThanNamesAreKept_allNamesArrive() {
    open();
    tracer.attach("log:info");
    List<String> names = new ArrayList<>(List.of("x".repeat(2_000)));
    for (int i = 0; i < 1_200; i++) {
      names.add("request-" + i);
    }

    for (String name : names) {
      TestEvent event = new TestEvent("sold");
      event.threadName = name;
      fire(Levels.INFO, false, event);
    }

    names.set(0, "x".repeat(1_024));
    assertThat(fired("log", "info")).extracting(arguments -> arguments.get(6)).isEqualTo(names);
  }

  @Test
  void fire_attached_carriesTwelveArguments() {
    options.addMdcArgs("tenant,user");
    options.addMdcArgs("a,b,c,d");
    open();
    tracer.attach("log:debug");
    TestEvent event = new TestEvent("sold caf\u00e9");
    event.context = Map.of("tenant", "acme");
    event.pairs = Map.of("d", "last");
    event.throwable = "java.lang.IllegalStateException: x";

    fire(Levels.DEBUG, true, event);

    assertThat(fired("log", "debug"))
        .containsExactly(
            List.of(
                "sold caf\u00e9",
                LOGGER,
                10L | 0x100,
                "tenant=acme d=last",
                "acme",
                "",
                "worker-1",
                "java.lang.IllegalStateException: x",
                "",
                "",
                "",
                "last"));
  }

  @Test
  void fire_levels_haveSlf4jNumbers() {
    open();
    List<Object> levels = new ArrayList<>();
    for (int level = Levels.TRACE; level <= Levels.FATAL; level++) {
      tracer.attach("log:" + Levels.name(level));
      fire(level, false, new TestEvent("m"));
      levels.add(fired("log", Levels.name(level)).get(0).get(2));
    }

    assertThat(levels).containsExactly(0L, 10L, 20L, 30L, 40L, 50L);
  }

  @Test
  void fire_rootAndOwnAttached_firesBothAndRendersOnce() {
    open();
    tracer.attach("log:info");
    tracer.attach("com_acme_Orders:info");
    List<String> rendered = new ArrayList<>();

    fire(
        Levels.INFO,
        false,
        new TestEvent(
            () -> {
              rendered.add("once");
              return "m";
            }));

    assertThat(fired("log", "info")).hasSize(1);
    assertThat(fired("com_acme_Orders", "info")).hasSize(1);
    assertThat(rendered).hasSize(1);
  }

  @Test
  void fire_messageTooLong_isCutOnACharacter() {
    options.setMaxMessageBytes(4);
    open();
    tracer.attach("log:info");

    fire(Levels.INFO, false, new TestEvent("abc\u00e9"));

    assertThat(fired("log", "info").get(0).get(0)).isEqualTo("abc");
  }

  @Test
  void fire_excludedKey_isNowhere() {
    options.addMdcExcluded("*secret*");
    open();
    tracer.attach("log:info");
    tracer.attach("log:info_json");
    TestEvent event = new TestEvent("m");
    event.context = Map.of("my.secret", "s3cr3t");
    event.pairs = Map.of("secret", "s3cr3t");

    fire(Levels.INFO, false, event);

    assertThat(tracer.fired()).hasSize(2);
    assertThat(tracer.fired().toString()).doesNotContain("s3cr3t");
  }

  @Test
  void json_attached_isTheWholeRecord() {
    options.setIncludeCaller(true);
    options.setIncludeStackTrace(true);
    open();
    tracer.attach("log:debug_json");
    TestEvent event = new TestEvent("sold");
    event.context = Map.of("tenant", "acme");
    event.pairs = Map.of("k", "v");
    event.throwable = "java.lang.IllegalStateException: x";

    fire(Levels.DEBUG, true, event);

    assertThat(fired("log", "debug")).isEmpty();
    assertThat(StrictJson.parse((String) fired("log", "debug_json").get(0).get(0)))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("time", "2026-11-23T10:15:30.123Z"),
                Map.entry("level", "debug"),
                Map.entry("below", true),
                Map.entry("logger", LOGGER),
                Map.entry("thread", "worker-1"),
                Map.entry("message", "sold"),
                Map.entry("throwable", "java.lang.IllegalStateException: x"),
                Map.entry("mdc", Map.of("tenant", "acme")),
                Map.entry("pairs", Map.of("k", "v")),
                Map.entry("markers", List.of("AUDIT")),
                Map.entry("caller", "Orders.sell(Orders.java:42)"),
                Map.entry("stack", "at Orders.java:42")));
  }

  @Test
  void json_byDefault_hasNeitherCallerNorStack() {
    open();
    tracer.attach("log:info_json");

    fire(Levels.INFO, false, new TestEvent("m"));

    assertThat(StrictJson.parse((String) fired("log", "info_json").get(0).get(0)))
        .doesNotContainKeys("caller", "stack", "below", "levelName");
  }

  @Test
  void json_longMessage_staysWithinMaxRecordBytes() {
    options.setMaxRecordBytes(200);
    open();
    tracer.attach("log:info_json");

    fire(Levels.INFO, false, new TestEvent("\u20ac\"".repeat(500)));

    String json = (String) fired("log", "info_json").get(0).get(0);
    assertThat(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThan(201);
    assertThat(StrictJson.parse(json)).containsEntry("truncated", true);
  }

  @Test
  void fire_messageThrows_isReportedAndTheRestFires() {
    open();
    tracer.attach("log:info");

    fire(
        Levels.INFO,
        false,
        new TestEvent(
            () -> {
              throw new StackOverflowError("layout");
            }));
    fire(Levels.INFO, false, new TestEvent("next"));

    assertThat(fired("log", "info"))
        .extracting(arguments -> arguments.get(0))
        .contains("[message failed: java.lang.StackOverflowError]", "next");
    assertThat(fired("log", "info")).extracting(arguments -> arguments.get(1)).containsOnly(LOGGER);
    assertThat(reports).singleElement().asString().contains(LOGGER, "StackOverflowError: layout");
    assertThat(Rendering.isActive()).isFalse();
    assertThat(gate.isOpen(Levels.DEBUG)).isFalse();
  }

  @Test
  void fire_whileRendering_allGatesAreOpenAndSilent() {
    open();
    tracer.attach("log:info");
    List<Object> met = new ArrayList<>();

    fire(
        Levels.INFO,
        false,
        new TestEvent(
            () -> {
              met.add(gate.isOpen(Levels.TRACE));
              met.add(Rendering.isActive());
              met.add(Rendering.isSilent());
              return "m";
            }));

    assertThat(met).containsExactly(true, true, true);
  }

  @Test
  void prepare_eventPassedItsLevel_isNotSilent() {
    open();
    tracer.attach("log:info");
    List<Boolean> silent = new ArrayList<>();
    TestEvent event =
        new TestEvent("m") {
          @Override
          public void prepare() {
            silent.add(Rendering.isSilent());
          }
        };

    fire(Levels.INFO, false, event);
    fire(Levels.INFO, true, event);

    assertThat(silent).containsExactly(false, true);
  }

  @Test
  void fire_nothingToShow_doesNothing() {
    open();
    tracer.attach("log:info");

    probes.fire(probes.watched(LOGGER, Levels.INFO), true, true, "m", source -> null, null);

    assertThat(tracer.fired()).isEmpty();
  }

  @Test
  void fire_sameEventThroughTwoAppenders_firesEachProbeOnce() {
    open();
    tracer.attach("log:info");
    Object event = new Object();
    WatchedProbes watch = probes.watched(LOGGER, Levels.INFO);

    fire(watch, false, new TestEvent("m"), OncePerEvent.of(event));
    System.gc();
    fire(watch, false, new TestEvent("m"), OncePerEvent.of(event));
    fire(watch, false, new TestEvent("other"), OncePerEvent.of(new Object()));

    assertThat(fired("log", "info"))
        .extracting(arguments -> arguments.get(0))
        .containsExactly("m", "other");
  }

  @Test
  void fire_otherEventsBetweenTwoAppenders_firesEachOnce() {
    open();
    tracer.attach("log:info");
    Object outer = new Object();
    List<Object> nested = List.of(new Object(), new Object(), new Object());

    fireAt("outer", outer, 1);
    for (Object event : nested) {
      fireAt("nested", event, 2);
      fireAt("nested", event, 2);
    }
    fireAt("outer", outer, 1);

    assertThat(firedMessages()).containsExactly("outer", "nested", "nested", "nested");
  }

  @Test
  void fire_otherEventsBetweenTwoAppenders_whateverWasBefore_firesEachOnce() {
    open();
    tracer.attach("log:info");
    List<String> expected = new ArrayList<>();

    for (int round = 0; round < 60; round++) {
      Object outer = new Object();
      fireAt("outer", outer, 1);
      expected.add("outer");
      for (int i = 0; i < round % 7; i++) {
        Object nested = new Object();
        fireAt("nested", nested, 2);
        fireAt("nested", nested, 2);
        expected.add("nested");
      }
      if (round % 20 == 0) {
        // Some are forgotten, in any order.
        System.gc();
      }
      fireAt("outer", outer, 1);
    }

    assertThat(firedMessages()).isEqualTo(expected);
  }

  @Test
  void fire_reusedEventBetweenTwoAppenders_firesEachTimeOnce() {
    open();
    tracer.attach("log:info");
    Object outer = new Object();
    Object reused = new Object();

    fireAt("outer", outer, 1);
    for (int time = 2; time < 100; time++) {
      fireAt("nested " + time, reused, time);
      fireAt("nested " + time, reused, time);
    }
    fireAt("outer", outer, 1);

    assertThat(firedMessages()).hasSize(99).doesNotHaveDuplicates();
  }

  @Test
  void fire_manyEventsThatAreOverBetweenTwoAppenders_firesEachOnce() {
    open();
    tracer.attach("log:info");
    Object outer = new Object();
    List<Object> nested = Stream.generate(Object::new).limit(100).toList();

    fireAt("outer", outer, 0);
    for (Object event : nested) {
      fireAt("nested", event, 0);
      fireAt("nested", event, 0);
      OncePerEvent.forget(other -> other == event);
    }
    fireAt("nested", nested.get(99), 0);
    fireAt("outer", outer, 0);

    assertThat(firedMessages()).hasSize(102).containsOnlyOnce("outer");
  }

  private void fireAt(String message, Object event, long time) {
    fire(
        probes.watched(LOGGER, Levels.INFO),
        false,
        new TestEvent(message),
        OncePerEvent.of(event, time));
  }

  private List<Object> firedMessages() {
    return fired("log", "info").stream().map(arguments -> arguments.get(0)).toList();
  }

  @Test
  void close_attached_endsTheProbes() {
    open();
    tracer.attach("log:info");

    probes.close();

    assertThat(tracer.isLive("log:info")).isFalse();
    assertThat(tracer.isLive("com_acme_Orders:info")).isFalse();
    assertThat(probes.watched(LOGGER, Levels.INFO)).isNull();
  }

  @Test
  void open_twice_sharesProbesUntilBothAreClosed() {
    open();
    LogProbes second =
        LogProbes.open(backend, options, new TestLoggers(LOGGER), new Gate(), failures);
    tracer.attach("log:info");
    tracer.attach("com_acme_Orders:info");
    probes.close();

    assertThat(tracer.isLive("log:info")).isTrue();
    assertThat(second.watched(LOGGER, Levels.INFO)).isNotNull();
    second.close();
    assertThat(tracer.isLive("log:info")).isFalse();
  }

  @Test
  void status_whileOpen_tellsProvidersFiresAndCuts() throws Exception {
    options.setMaxMessageBytes(64);
    open();
    UsdtStatus before = Usdt.status();
    tracer.attach("log:info");

    fire(Levels.INFO, false, new TestEvent("x".repeat(65)));

    UsdtStatus after = Usdt.status();
    assertThat(after.providers()).containsExactly("log:log", "com_acme_Orders:log");
    assertThat(after.probes()).isEqualTo(3 * Levels.NAMES.size());
    assertThat(after.fires() - before.fires()).isEqualTo(1);
    assertThat(after.cuts() - before.cuts()).isEqualTo(1);
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName bean = new ObjectName("io.github.usdt4j:type=Usdt");
    Await.until(() -> "the bean", () -> server.isRegistered(bean));
    assertThat(server.getAttribute(bean, "Fires")).isEqualTo(after.fires());

    probes.close();
    probes = null;
    assertThat(server.isRegistered(bean)).isFalse();
    assertThat(Usdt.status().providers()).isEmpty();
  }
}
