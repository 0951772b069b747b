package io.github.usdt4j.snoop.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeNoteTest {
  @ParameterizedTest
  @CsvSource({"8@%rdi, %di", "8@%r8, %r8", "8@x0, %x0"})
  void register_isInTheKernelsNotation(String operands, String register) {
    ProbeNote probe = new ProbeNote("log", "info_json", 0, 0, operands);

    assertThat(probe.isJson()).isTrue();
    assertThat(probe.register()).isEqualTo(register);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4@%edi", "8@%rdi 8@%rsi", "8@8(%rsp)", "8@%rdi):string", "8@%rdi\n"})
  void operandsOfAnotherKind_areNoRecord(String operands) {
    assertThat(new ProbeNote("log", "info_json", 0, 0, operands).isJson()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "json", "loud_json", "info_jsonx"})
  void otherNames_areNoRecord(String name) {
    assertThat(new ProbeNote("log", name, 0, 0, "8@%rdi").isJson()).isFalse();
  }
}
