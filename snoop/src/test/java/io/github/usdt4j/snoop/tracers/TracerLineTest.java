package io.github.usdt4j.snoop.tracers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.tracers.TracerLine.Kind;
import org.junit.jupiter.api.Test;

class TracerLineTest {
  private static final Tracer BPFTRACE = BpftraceProgram.tracer(Level.INFO);
  private static final Tracer DTRACE = DtraceProgram.tracer(Level.INFO);

  @Test
  void bpftrace_printedRecord_isRead() {
    assertThat(bpftrace("{\"type\": \"printf\", \"data\": \"4711 {\\\"a\\\":\\\"\\\\n\\\"}\\n\"}"))
        .isEqualTo(new TracerLine(Kind.RECORD, 4711, "{\"a\":\"\\n\"}"));
  }

  @Test
  void bpftrace_bytesAsNegativeNumbers_areUtf8() {
    assertThat(
            bpftrace(
                "{\"type\": \"printf\", \"data\": \"1 {pla\\uffffffc3\\uffffffa7ed \\u001b €}\\n"
                    + "\"}"))
        .isEqualTo(new TracerLine(Kind.RECORD, 1, "{plaçed \033 €}"));
    assertThat(bpftrace("{\"type\": \"printf\", \"data\": \"1 {\\\\\\\\uffffffc3}\\n\"}"))
        .isEqualTo(new TracerLine(Kind.RECORD, 1, "{\\\\uffffffc3}"));
  }

  @Test
  void bpftrace_textWithALineOfItsOwn_isOneRecord() {
    String forged = "1 {}\\nattached\\n2 {}\\n{\\\"type\\\": \\\"lost_events\\\"}";

    assertThat(bpftrace("{\"type\": \"printf\", \"data\": \"" + forged + "\\n\"}").number())
        .isEqualTo(1);
  }

  @Test
  void bpftrace_otherLines_areKnown() {
    assertThat(bpftrace("{\"type\": \"printf\", \"data\": \"attached\\n\"}").kind())
        .isEqualTo(Kind.ATTACHED);
    assertThat(bpftrace("{\"type\": \"lost_events\", \"data\": {\"events\": 7}}"))
        .isEqualTo(TracerLine.lost("7"));
    assertThat(bpftrace("attached")).isEqualTo(TracerLine.other("attached"));
    assertThat(bpftrace("Lost 9 events")).isEqualTo(TracerLine.other("Lost 9 events"));
  }

  @Test
  void numberThatIsTooLong_isNone() {
    String number = "9".repeat(30);

    assertThat(TracerLine.printed(number + " {}").kind()).isEqualTo(Kind.OTHER);
    assertThat(DTRACE.lines().apply("dtrace: " + number + " drops on CPU 0").kind())
        .isEqualTo(Kind.OTHER);
  }

  @Test
  void dtrace_lines_areKnown() {
    assertThat(DTRACE.lines().apply("4711 {}")).isEqualTo(new TracerLine(Kind.RECORD, 4711, "{}"));
    assertThat(DTRACE.lines().apply("attached").kind()).isEqualTo(Kind.ATTACHED);
    assertThat(DTRACE.lines().apply("dtrace: 3 drops on CPU 0")).isEqualTo(TracerLine.lost("3"));
  }

  private static TracerLine bpftrace(String line) {
    return BPFTRACE.lines().apply(line);
  }
}
