package io.github.usdt4j.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.RandomCases;
import io.github.usdt4j.testsupport.RandomTexts;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProviderNamesTest {
  private static final String TYPEABLE = "[A-Za-z](?:_?[A-Za-z0-9])*_?";

  @ParameterizedTest
  @CsvSource({
    "com.acme.OrderService, com_acme_OrderService",
    "com.acme.Outer$Inner, com_acme_Outer_Inner",
    "com.acme.Lambda$$1, com_acme_Lambda_1_",
    "o.a.c.C.[Tomcat].[localhost].[/], o_a_c_C_Tomcat_localhost_",
    "org.Caf\u00e9, org_Caf_",
    "a..b__c, a_b_c",
    "9lives, l_9lives",
    "_x, l_x",
    "'...', l_",
    "'', root",
    "ROOT, ROOT",
  })
  void of_logger_isReadable(String logger, String provider) {
    assertThat(ProviderNames.of(logger)).isEqualTo(provider);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.department.application.component.OrderService, component_OrderService",
    "com.acme.application.ANameThatHasFortyEightCharactersAndNoDotsAtAllIn,"
        + " CharactersAndNoDotsAtAllIn",
  })
  void of_longLogger_keepsTheEndBehindAHash(String logger, String end) {
    assertThat(ProviderNames.of(logger)).matches("h[0-9a-f]{6}_.*").endsWith(end);
  }

  @Test
  void of_anyLogger_canBeTypedInEveryTracer() {
    forAnyLogger(logger -> assertTypeable(ProviderNames.of(logger)));
  }

  @Test
  void hashed_anyLogger_canBeTypedInEveryTracer() {
    forAnyLogger(logger -> assertTypeable(ProviderNames.hashed(logger)));
  }

  @Test
  void of_ownResult_staysAsItIs() {
    forAnyLogger(
        logger -> {
          String provider = ProviderNames.of(logger);

          assertThat(ProviderNames.of(provider)).isEqualTo(provider);
        });
  }

  private static void assertTypeable(String provider) {
    assertThat(provider).matches(TYPEABLE).doesNotMatch(".*[0-9]");
    assertThat(provider.length()).isBetween(1, ProviderNames.MAX_LENGTH);
  }

  private static void forAnyLogger(Consumer<String> property) {
    RandomCases.check(
        300,
        random -> {
          RandomTexts texts = new RandomTexts(random);
          property.accept(texts.oneOf(() -> texts.any(120), () -> texts.of("abc._$019", 120)));
        });
  }
}
