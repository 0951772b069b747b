package io.github.usdt4j.snoop.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelFilterTest {
  @Test
  void noFilter_isEmpty() {
    assertThat(KernelFilter.of(new Filter("", Map.of(), ""))).isEmpty();
  }

  @Test
  void allFilters_areJoined() {
    assertThat(KernelFilter.of(new Filter("com.acme.*", Map.of("tenant", "42"), "placed")))
        .isEqualTo(
            "json ~ '*\"logger\":\"com.acme.*\"*'"
                + " && json ~ '*\"tenant\":\"42\"*'"
                + " && json ~ '*placed*'");
  }

  @Test
  void charactersOfGlobsAndQuotes_becomeAnyCharacter() {
    assertThat(KernelFilter.of(new Filter("", Map.of(), "a*b?c[d]e'f\\g\"h")))
        .isEqualTo("json ~ '*a?b?c?d?e?f??g?\"h*'");
  }

  @Test
  void controlCharacters_areAsTheBridgesEscapeThem() {
    assertThat(KernelFilter.of(new Filter("", Map.of(), "a\n\t\033b")))
        .isEqualTo("json ~ '*a?n?t?u001bb*'");
  }

  @Test
  void questionMarkInAGlob_isAnyNumberOfBytes() {
    assertThat(KernelFilter.of(new Filter("com.?cme.X", Map.of(), "")))
        .isEqualTo("json ~ '*\"logger\":\"com.*cme.X\"*'");
  }

  @Test
  void longText_isCutToWhatTheKernelTakes() {
    assertThat(KernelFilter.of(new Filter("", Map.of(), "€".repeat(500))))
        .isEqualTo("json ~ '*" + "€".repeat(80) + "*'");
  }
}
