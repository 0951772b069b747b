package io.github.usdt4j.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.usdt4j.test.Fired;
import io.github.usdt4j.test.FiredLogEvent;
import io.github.usdt4j.test.ProbeRecorder;
import io.github.usdt4j.test.UsdtExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;

/** What a tracer would see of the order service, whichever logging framework it runs with. */
@ExtendWith(UsdtExtension.class)
final class OrderEventsTest {
  private final OrderService orders = new OrderService(new Packing());

  @AfterEach
  void close() {
    orders.close();
    MDC.clear();
  }

  @Test
  void order_refused_saysWhyAtDebug(ProbeRecorder probes) {
    probes.attach("log:debug");
    MDC.put("tenant", "initech");

    assertThatThrownBy(() -> orders.place("initech", "teapot", 3)).hasMessage("credit");

    assertThat(probes.events("log:debug"))
        .filteredOn(event -> event.logger().endsWith(".Credit"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.message()).isEqualTo("14700 cents");
              assertThat(event.context()).contains("limit=10000", "owed=0");
              assertThat(event.mdcArg(1)).isEqualTo("initech");
              assertThat(event.isBelowLevel()).isTrue();
            });
  }

  @Test
  void order_accepted_firesInOrder(ProbeRecorder probes) throws RefusedException {
    probes.attach("log:debug");
    probes.attach("log:info");

    orders.place("acme", "oolong", 2);

    assertThat(probes.fired())
        .extracting(Fired::probe)
        .startsWith("debug", "debug", "debug", "info");
    assertThat(probes.events("log:info"))
        .extracting(FiredLogEvent::message)
        .containsExactly("order 1 accepted");
  }

  @Test
  void order_notTraced_firesNothing(ProbeRecorder probes) throws RefusedException {
    orders.place("acme", "oolong", 2);

    assertThat(probes.fired()).isEmpty();
  }
}
