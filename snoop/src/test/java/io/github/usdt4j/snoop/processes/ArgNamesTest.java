package io.github.usdt4j.snoop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.RandomTexts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArgNamesTest {
  @Test
  void names_ofAProbe_areTold() {
    ArgNames names =
        ArgNames.parse(
            """
            usdt4j-status 1 pid 4711 start 123456
            version: 0.1.0
            probe: shop:orders:checkout:sold item char *, order.total uint32_t
            probe: shop:orders:checkout:none
            """);

    assertThat(names.of("shop", "sold", 2))
        .contains(List.of("item char *", "order.total uint32_t"));
    assertThat(names.of("shop", "none", 0)).contains(List.of());
    assertThat(names.of("shop", "lost", 2)).isEmpty();
    assertThat(names.of("log", "sold", 2)).isEmpty();
  }

  @Test
  void names_forAnotherNumberOfArguments_areNotTold() {
    ArgNames names = ArgNames.parse("probe: shop:orders:checkout:sold item char *\n");

    assertThat(names.of("shop", "sold", 2)).isEmpty();
    assertThat(names.of("shop", "sold", 0)).isEmpty();
  }

  @Test
  void names_ofTwoFunctions_areToldWhereTheyAgree() {
    ArgNames names =
        ArgNames.parse(
            """
            probe: shop:orders:a:sold item char *
            probe: shop:orders:b:sold item char *
            probe: shop:orders:a:lost item char *
            probe: shop:orders:b:lost thing char *
            probe: shop:orders:b:lost thing char *, quantity int
            """);

    assertThat(names.of("shop", "sold", 1)).contains(List.of("item char *"));
    assertThat(names.of("shop", "lost", 1)).isEmpty();
    assertThat(names.of("shop", "lost", 2)).contains(List.of("thing char *", "quantity int"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "probe: shop:orders:f:sold item\033[2J char *",
        "probe: shop:orders:f:sold item char *\033[2J",
        "probe: shop:orders:f:sold item secret",
        "probe: shop:orders:f:sold item  char *",
        "probe: shop:orders:f:sold item char *,",
        "probe: shop:orders:f:sold item char *,quantity int",
        "probe: shop:orders:f:sold 4item char *",
        "probe: shop:orders:f:sold ,",
        "probe: shop:orders:f:sold it em char *",
        "probe: shop:orders:sold item char *",
        "Probe: shop:orders:f:sold item char *",
        " probe: shop:orders:f:sold item char *",
        "probe: shop:orders:f:sold item char * "
      })
  void line_ofAnotherForm_doesNotCount(String line) {
    assertThat(ArgNames.parse(line + "\n").of("shop", "sold", 1)).isEmpty();
  }

  @Test
  void randomText_givesPlainTextOrNothing() {
    RandomCases.check(
        2000,
        random -> {
          String text = "probe: shop:orders:f:sold item " + new RandomTexts(random).any(60);
          ArgNames.parse(text)
              .of("shop", "sold", 1)
              .ifPresent(names -> assertThat(names.get(0)).matches("[ -~]{1,200}"));
        });
  }
}
