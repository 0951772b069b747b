package io.github.usdt4j.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeRecorderTest {
  private static final int THREADS = 8;
  private static final int FIRES = 500;

  @RegisterExtension final ProbeRecorder probes = new ProbeRecorder();

  private Provider shop;
  private Probe sold;

  @BeforeEach
  void open() {
    shop = Usdt.provider("shop", "orders");
    sold = shop.addProbe("checkout", "sold", ArgType.STRING, ArgType.INT32);
    shop.enable();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void fired_notAttached_isEmpty() {
    sold.fire("tea", 3);

    assertThat(sold.isEnabled()).isFalse();
    assertThat(probes.fired()).isEmpty();
  }

  @Test
  void fired_attached_hasProbeAndArguments() {
    assertThat(probes.attach("shop:sold")).isEqualTo(1);
    sold.fire("tea", 3);
    sold.fire(null, -1);

    assertThat(probes.fired("shop:sold"))
        .hasToString("[shop:sold(\"tea\", 3), shop:sold(null, -1)]")
        .extracting(fired -> fired.text(0), fired -> fired.integer(1))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("tea", 3L),
            org.assertj.core.groups.Tuple.tuple(null, -1L));
  }

  @Test
  void fired_severalProbes_isInOrderOfArrival() {
    Probe paid = shop.addProbe("checkout", "paid");
    probes.attach("shop:*");
    sold.fire("a", 1);
    paid.fire();
    sold.fire("b", 2);

    assertThat(probes.fired()).extracting(Fired::probe).containsExactly("sold", "paid", "sold");
    assertThat(probes.fired("*:paid")).hasSize(1);
    probes.clear();
    assertThat(probes.fired()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "shop:sold, true",
    "sh?p:s*d, true",
    "*:*, true",
    "shop:*x, false",
    "shop:sol, false",
    "hop:sold, false",
    "s.op:sold, false"
  })
  void attach_glob_matchesWholeNames(String glob, boolean matches) {
    assertThat(probes.attach(glob)).isEqualTo(matches ? 1 : 0);
    assertThat(sold.isEnabled()).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sold", "", ":", "shop:", ":sold", "shop:orders:checkout:sold"})
  void attach_noGlobOfTwoParts_isRefused(String glob) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> probes.attach(glob))
        .withMessage(
            "\"%s\" is not of the form provider:probe, such as shop:sold, shop:* or *:debug", glob);
  }

  @Test
  void attach_probeMadeLater_isAttachedAtOnce() {
    assertThat(probes.attach("shop:late")).isZero();
    Probe late = shop.addProbe("checkout", "late");
    shop.disable();
    assertThat(late.isEnabled()).isFalse();
    shop.enable();
    late.fire();

    assertThat(probes.fired("shop:late")).hasSize(1);
  }

  @Test
  void detach_oneOfTwoGlobs_leavesTheOther() {
    probes.attach("shop:sold");
    probes.attach("shop:*");
    probes.detach("shop:sold");
    assertThat(sold.isEnabled()).isTrue();
    probes.detach("shop:*");
    assertThat(sold.isEnabled()).isFalse();
  }

  @Test
  void detach_whatIsNotAttached_isRefused() {
    probes.attach("shop:*");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> probes.detach("shop:sold"))
        .withMessage("shop:sold is not attached; attached: [shop:*]");
  }

  @Test
  void recorders_two_seeWhatEachAttachedTo() {
    ProbeRecorder other = new ProbeRecorder();
    other.begin();
    try {
      probes.attach("shop:sold");
      sold.fire("first", 1);
      other.attach("shop:sold");
      sold.fire("both", 2);
      probes.detach("shop:sold");
      sold.fire("second", 3);

      assertThat(probes.fired())
          .extracting(fired -> fired.text(0))
          .containsExactly("first", "both");
      assertThat(other.fired())
          .extracting(fired -> fired.text(0))
          .containsExactly("both", "second");
    } finally {
      other.end();
    }
    assertThat(sold.isEnabled()).isFalse();
  }

  @Test
  void live_probes_areNamed() {
    shop.addProbe("checkout", "paid");
    assertThat(probes.live()).contains("shop:paid", "shop:sold").isSorted();
    shop.disable();
    assertThat(probes.live()).doesNotContain("shop:paid", "shop:sold");
  }

  @Test
  void fired_byManyThreads_isWhole() throws Exception {
    probes.attach("shop:sold");
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread * FIRES;
        all.add(
            pool.submit(
                () -> {
                  for (int i = first; i < first + FIRES; i++) {
                    sold.fire("n", i);
                  }
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(probes.fired())
        .extracting(fired -> fired.integer(1))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, THREADS * FIRES).boxed().toList());
  }

  @Test
  void arguments_ofEveryType_areReadAsDeclared() {
    Probe all =
        shop.addProbe("f", "all", ArgType.BOOL, ArgType.FLOAT, ArgType.DOUBLE, ArgType.UINT8);
    probes.attach("shop:all");
    all.fire(arguments -> arguments.add(true).add(1.5).add(-2.25).add(258));

    Fired fired = probes.fired("shop:all").get(0);
    assertThat(fired.bool(0)).isTrue();
    assertThat(fired.decimal(1)).isEqualTo(1.5);
    assertThat(fired.decimal(2)).isEqualTo(-2.25);
    assertThat(fired.integer(3)).isEqualTo(2);
    assertThat(fired.types())
        .containsExactly(ArgType.BOOL, ArgType.FLOAT, ArgType.DOUBLE, ArgType.UINT8);
  }

  @Test
  void argument_ofAnotherType_isRefusedByName() {
    probes.attach("shop:sold");
    sold.fire("tea", 3);

    Fired fired = probes.fired().get(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fired.integer(0))
        .withMessage("argument 0 of shop:sold is STRING, not an integer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fired.text(1))
        .withMessage("argument 1 of shop:sold is INT32, not a string");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fired.text(2))
        .withMessage("shop:sold has 2 arguments, argument 2 was asked for");
  }

  @Test
  void events_ofAProbeThatIsNoLevel_areRefused() {
    probes.attach("shop:sold");
    sold.fire("tea", 3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> probes.events("shop:sold"))
        .withMessageStartingWith("shop:sold is no log probe of a level; those are *:trace");
  }

  @Test
  void recorder_outsideOfATest_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new ProbeRecorder().fired())
        .withMessage("a ProbeRecorder works while a test runs");
  }

  @Test
  void status_ofASession_saysThatItIsRecorded() {
    assertThat(Usdt.status().backend()).isEqualTo("recording");
    assertThat(Usdt.status().reason()).isEqualTo("fires are recorded for a test");
  }
}
