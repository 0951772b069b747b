package io.github.usdt4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.usdt4j.test.Fired;
import io.github.usdt4j.test.ProbeRecorder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeTest {
  @RegisterExtension final ProbeRecorder tracer = new ProbeRecorder();

  private Provider provider;

  @BeforeEach
  void openProvider() {
    provider = Usdt.provider("shop", "orders");
  }

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  private Probe live(String name, ArgType... types) {
    Probe probe = provider.addProbe("f", name, types);
    provider.enable();
    return probe;
  }

  private List<Object> lastArguments() {
    return tracer.fired().get(tracer.fired().size() - 1).arguments();
  }

  @Test
  void fire_nobodyAttached_isNotRecorded() {
    Probe probe = live("sold", ArgType.STRING, ArgType.INT32);
    probe.fire("x", 1);
    assertThat(tracer.fired()).isEmpty();
    assertThat(probe.isEnabled()).isFalse();
  }

  @Test
  void fire_attached_arrivesAndEndsWithDetach() {
    Probe probe = live("sold", ArgType.STRING, ArgType.INT32);
    assertThat(tracer.attach("shop:sold")).isEqualTo(1);
    assertThat(probe.isEnabled()).isTrue();
    probe.fire("tea", -5);
    assertThat(tracer.fired("shop:sold"))
        .extracting(Fired::arguments)
        .containsExactly(List.of("tea", -5L));
    tracer.detach("shop:sold");
    probe.fire("tea", 6);
    assertThat(tracer.fired()).hasSize(1);
  }

  @Test
  void fire_everyMixOfFour_arrivesInOrder() {
    Probe probe = live("mix", ArgType.STRING, ArgType.INT64, ArgType.STRING, ArgType.UINT8);
    tracer.attach("shop:mix");
    probe.fire("a", 1, null, 258);
    assertThat(lastArguments()).isEqualTo(Arrays.asList("a", 1L, null, 2L));
  }

  @Test
  void fire_sixIntegers_arriveWithTheirWidths() {
    Probe probe =
        live(
            "six",
            ArgType.INT8,
            ArgType.INT16,
            ArgType.INT32,
            ArgType.UINT16,
            ArgType.UINT32,
            ArgType.BOOL);
    tracer.attach("shop:six");
    probe.fire(-1, -2, 1L << 40 | 3, -1, -1, 1);
    assertThat(lastArguments()).isEqualTo(List.<Object>of(-1L, -2L, 3L, 65535L, 4294967295L, 1L));
  }

  @Test
  void fire_writer_takesAllTypesAndThirtyTwoArguments() {
    ArgType[] types = new ArgType[32];
    Arrays.fill(types, ArgType.INT64);
    types[0] = ArgType.DOUBLE;
    types[1] = ArgType.FLOAT;
    types[2] = ArgType.BOOL;
    types[31] = ArgType.STRING;
    Probe probe = live("wide", types);
    tracer.attach("shop:wide");
    probe.fire(
        args -> {
          args.add(1.5).add(2.5f).add(true);
          for (int i = 3; i < 31; i++) {
            args.add(i);
          }
          args.add("end");
        });
    assertThat(lastArguments())
        .hasSize(32)
        .startsWith(Double.doubleToRawLongBits(1.5), (long) Float.floatToRawIntBits(2.5f), 1L, 3L)
        .endsWith(30L, "end");
  }

  @Test
  void fire_lazyForms_runOnlyWhileAttached() {
    Probe probe = live("lazy", ArgType.STRING);
    AtomicInteger calls = new AtomicInteger();
    Runnable both =
        () -> {
          probe.fireLazily(() -> "n" + calls.incrementAndGet());
          probe.fire(args -> args.add("m" + calls.incrementAndGet()));
        };
    both.run();
    assertThat(calls).hasValue(0);
    tracer.attach("shop:lazy");
    both.run();
    assertThat(calls).hasValue(2);
    assertThat(lastArguments()).containsExactly("m2");
  }

  @Test
  void fire_wrongCountOrKind_isRefusedAttachedOrNot() {
    Probe probe = live("sold", ArgType.STRING, ArgType.INT32);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> probe.fire("x"))
        .withMessage("probe shop:orders:f:sold takes [STRING, INT32], fired with (string)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> probe.fire(1, "x"))
        .withMessageContaining("fired with (integer, string)");
    tracer.attach("shop:sold");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> probe.fire(args -> args.add("x")))
        .withMessage("shop:orders:f:sold takes 2 arguments, 1 were given");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> probe.fire(args -> args.add(1)))
        .withMessage("argument 0 of shop:orders:f:sold is STRING, not an integer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> probe.fire(args -> args.add("x").add(1).add(2)))
        .withMessage("shop:orders:f:sold takes 2 arguments, an integer is one too many");
    assertThat(tracer.fired()).isEmpty();
  }

  @Test
  void probe_removedDisabledClosed_isSilent() {
    Probe probe = live("sold", ArgType.STRING);
    tracer.attach("shop:sold");
    provider.disable();
    probe.fire("disabled");
    assertThat(probe.isEnabled()).isFalse();
    provider.enable();
    probe.fire("enabled");
    assertThat(provider.removeProbe(probe)).isTrue();
    assertThat(provider.removeProbe(probe)).isFalse();
    probe.fire("removed");
    provider.close();
    provider.close();
    probe.fire("closed");
    assertThat(tracer.fired()).hasSize(1);
  }

  @Test
  void addProbe_toEnabledProvider_isLiveAtOnce() {
    live("first");
    Probe second = provider.addProbe("f", "second");
    assertThat(tracer.attach("shop:second")).isEqualTo(1);
    second.fire();
    assertThat(tracer.fired()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "a\0b", "é", "1a", "a:b", "a,b", "a\nb"})
  void name_bad_isNamedAndNothingIsRegistered(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Usdt.provider(name, "m"))
        .withMessageStartingWith(
            "the provider name \"" + name.replace("\0", "\\0").replace("\n", "\\u000a") + '"');
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Usdt.provider("p", name))
        .withMessageStartingWith("the module name \"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.addProbe(name, "n"))
        .withMessageStartingWith("the function name \"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.addProbe("f", name))
        .withMessageStartingWith("the probe name \"");
    assertThat(provider.probes()).isEmpty();
    assertThat(Usdt.status().providers()).containsExactly("shop:orders");
  }

  @Test
  void name_longest_isTakenAndOneMoreIsNot() {
    provider.addProbe("f", "n".repeat(127));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.addProbe("f", "n".repeat(128)))
        .withMessageContaining("128 characters, at most 127");
  }

  @Test
  void addProbe_duplicateOrTooManyArguments_isRefusedByName() {
    provider.addProbe("f", "sold");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.addProbe("f", "sold", ArgType.INT8))
        .withMessage("probe shop:orders:f:sold exists already; take another function or name");
    ArgType[] many = new ArgType[33];
    Arrays.fill(many, ArgType.INT8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> provider.addProbe("f", "many", many))
        .withMessage("probe shop:orders:f:many has 33 arguments, at most 32");
    assertThat(provider.probes()).hasSize(1);
  }

  @Test
  void provider_closed_refusesToGrow() {
    provider.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> provider.addProbe("f", "n"))
        .withMessage("provider shop:orders is closed; make another one");
    assertThatIllegalStateException().isThrownBy(provider::enable);
    assertThat(provider.isEnabled()).isFalse();
  }

  @Test
  void status_recording_countsFiresAndCuts() {
    Probe probe = live("sold", ArgType.STRING);
    UsdtStatus before = Usdt.status();
    tracer.attach("shop:sold");
    probe.fire("é".repeat(3000));
    assertThat((String) lastArguments().get(0)).isEqualTo("é".repeat(2048));
    UsdtStatus after = Usdt.status();
    assertThat(after.fires() - before.fires()).isEqualTo(1);
    assertThat(after.cuts() - before.cuts()).isEqualTo(1);
    assertThat(after.backend()).isEqualTo("recording");
    assertThat(after.probes()).isEqualTo(1);
  }
}
