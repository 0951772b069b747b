package io.github.usdt4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.usdt4j.Arg;
import io.github.usdt4j.ArgType;
import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.test.ProbeRecorder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class NamedProbesTest {
  private static final List<Arg> SALE =
      List.of(new Arg("item", ArgType.STRING), new Arg("order.total", ArgType.UINT32));

  @RegisterExtension final ProbeRecorder tracer = new ProbeRecorder();

  @Test
  void probe_withNames_isInTheStatusWhileItIsListed() {
    try (Provider shop = Usdt.provider("shop", "orders")) {
      Probe sold = shop.addProbe("checkout", "sold", SALE);
      shop.addProbe("checkout", "none", List.of());
      shop.addProbe("checkout", "bare", ArgType.STRING);

      assertThat(sold.argNames()).containsExactly("item", "order.total");
      assertThat(sold.types()).containsExactly(ArgType.STRING, ArgType.UINT32);
      assertThat(NamedProbes.lines())
          .containsExactly(
              "shop:orders:checkout:sold item char *, order.total uint32_t",
              "shop:orders:checkout:none");
      assertThat(StatusFile.content(new NoOpBackend(""), ""))
          .endsWith("probe: shop:orders:checkout:none\n");

      shop.removeProbe(sold);
      assertThat(NamedProbes.lines()).containsExactly("shop:orders:checkout:none");
    }
    assertThat(NamedProbes.lines()).isEmpty();
  }

  @Test
  void probes_thatAreVeryMany_areToldAsFarAsThereIsRoom() {
    try (Provider shop = Usdt.provider("shop", "orders")) {
      for (int i = 0; i < 2_000; i++) {
        shop.addProbe("checkout", "sold" + i, SALE);
      }
      assertThat(NamedProbes.lines().stream().mapToInt(String::length).sum())
          .isBetween(NamedProbes.MAX_CHARACTERS - 100, NamedProbes.MAX_CHARACTERS);
    }
  }

  @Test
  void probe_withALongLine_isLeftOutAndTheNextIsNot() {
    try (Provider shop = Usdt.provider("shop", "orders")) {
      List<Arg> longest =
          List.of(
              new Arg("a".repeat(127), ArgType.STRING),
              new Arg("b".repeat(127), ArgType.STRING),
              new Arg("c".repeat(127), ArgType.STRING));
      for (String function : List.of("f", "g")) {
        shop.addProbe(function.repeat(127), "p".repeat(127), longest);
      }
      List<Arg> many =
          java.util.stream.IntStream.range(0, 32)
              .mapToObj(i -> new Arg("a".repeat(100) + i, ArgType.INT64))
              .toList();
      shop.addProbe("f", "many", many);
      shop.addProbe("f", "next", SALE);
      assertThat(NamedProbes.lines())
          .hasSize(3)
          .noneMatch(line -> line.contains(":many"))
          .last()
          .asString()
          .startsWith("shop:orders:f:next");
    }
  }

  @Test
  void names_thatAreWrong_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Arg("a b", ArgType.STRING))
        .withMessageContaining("the argument name \"a b\"");
    try (Provider shop = Usdt.provider("shop", "orders")) {
      Arg item = new Arg("item", ArgType.STRING);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> shop.addProbe("f", "sold", List.of(item, item)))
          .withMessage(
              "two arguments of probe shop:orders:f:sold are called item; give each a name of its own");
      assertThat(shop.probes()).isEmpty();
    }
    assertThat(NamedProbes.lines()).isEmpty();
  }
}
