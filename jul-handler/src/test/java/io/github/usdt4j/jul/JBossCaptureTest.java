package io.github.usdt4j.jul;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.NDC;
import org.junit.jupiter.api.Test;

final class JBossCaptureTest extends CaptureTest {
  @Override
  protected Contexts contexts() {
    return new JBossContexts();
  }

  private Logger orders() {
    return (Logger) contexts.logger(Contexts.ORDERS);
  }

  @Test
  void printfStyle_belowLevel_isFormatted() {
    contexts.attach("log:debug");

    orders().log("fqcn", Level.DEBUG, "a %s", FormatStyle.PRINTF, new Object[] {"b"}, null);

    assertThat(contexts.fired("log", "debug")).containsExactly("a b");
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void printfStyle_atLevel_isFormatted() {
    contexts.attach("log:fatal");

    orders().log("fqcn", Level.FATAL, "a %s", FormatStyle.PRINTF, new Object[] {"b"}, null);

    assertThat(contexts.fired("log", "fatal")).containsExactly("a b");
    assertThat(contexts.shown()).containsExactly("a b");
  }

  @Test
  void trace_ofJBoss_firesTrace() {
    contexts.attach("log:trace");

    orders().log("fqcn", Level.TRACE, "t", FormatStyle.NO_FORMAT, null, null);

    assertThat(contexts.fired("log", "trace")).containsExactly("t");
  }

  @Test
  void nestedContext_isUnderItsKey() {
    contexts.attach("log:debug");
    NDC.push("order");
    try {
      orders().fine("m");
    } finally {
      NDC.pop();
    }

    assertThat(contexts.events("log", "debug").get(0).get(3)).isEqualTo("ndc=order");
  }

  @Test
  void printfStyle_withoutTracer_isNotFormattedForOurHandler() {
    contexts.configure("handlers=USDT");
    AtomicInteger texts = new AtomicInteger();
    Object counted =
        new Object() {
          @Override
          public String toString() {
            return "b" + texts.incrementAndGet();
          }
        };

    orders().log("fqcn", Level.INFO, "a %s", FormatStyle.PRINTF, new Object[] {counted}, null);
    assertThat(texts).hasValue(0);

    contexts.attach("log:info");
    orders().log("fqcn", Level.INFO, "a %s", FormatStyle.PRINTF, new Object[] {counted}, null);
    assertThat(contexts.fired("log", "info")).containsExactly("a b1");
  }

  @Test
  void printfStyle_withALayout_isFormattedBeforeIt() {
    contexts.configure(
        contexts.one(contexts.option("layout", OptionsTest.Masking.class.getName())));
    contexts.attach("log:debug");

    orders().log("fqcn", Level.DEBUG, "card %d", FormatStyle.PRINTF, new Object[] {12345}, null);

    assertThat(contexts.fired("log", "debug")).containsExactly("card ****");
  }
}
