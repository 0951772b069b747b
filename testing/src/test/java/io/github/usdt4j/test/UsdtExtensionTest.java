package io.github.usdt4j.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What becomes of a user's test classes, which JUnit runs here. */
final class UsdtExtensionTest {
  /** Has fired before any test, and is attached to by several. */
  private static final Provider PROVIDER = Usdt.provider("extension", "test");

  private static final Probe TICK = PROVIDER.addProbe("f", "tick");

  static {
    PROVIDER.enable();
  }

  @Test
  void parameters_ofATest_areOneRecorder() {
    succeed(Parameters.class, 2);
  }

  @Test
  void tests_oneAfterTheOther_beginEmpty() {
    succeed(InTurn.class, 2);
    assertThat(TICK.isEnabled()).as("attached after the last test").isFalse();
  }

  @Test
  void test_thatFails_leavesNothingAttached() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Failing.class))
        .execute()
        .testEvents()
        .assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(message("on purpose"))));
    assertThat(TICK.isEnabled()).isFalse();
  }

  @Test
  void parameter_ofAClass_isRefused() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(OfAClass.class))
        .execute()
        .testEvents()
        .assertStatistics(stats -> stats.failed(1));
  }

  private static void succeed(Class<?> tests, int count) {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .execute()
        .testEvents()
        .assertStatistics(stats -> stats.succeeded(count).failed(0));
  }

  @ExtendWith(UsdtExtension.class)
  static final class Parameters {
    private ProbeRecorder before;

    @BeforeEach
    void attach(ProbeRecorder probes) {
      before = probes;
      probes.attach("extension:tick");
    }

    @Test
    void one_fires(ProbeRecorder probes) {
      TICK.fire();
      assertThat(probes).isSameAs(before);
      assertThat(probes.fired()).hasSize(1);
    }

    @Test
    void another_fires(ProbeRecorder probes) {
      TICK.fire();
      assertThat(probes.fired()).hasSize(1);
    }

    @AfterEach
    void check(ProbeRecorder probes) {
      assertThat(probes).isSameAs(before);
    }
  }

  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static final class InTurn {
    /** Of the class, so that it is the same one for both. */
    @RegisterExtension static final ProbeRecorder PROBES = new ProbeRecorder();

    @Test
    @Order(1)
    void first_attaches() {
      PROBES.attach("extension:*");
      TICK.fire();
      assertThat(PROBES.fired()).hasSize(1);
    }

    @Test
    @Order(2)
    void second_begins() {
      TICK.fire();
      assertThat(PROBES.fired()).isEmpty();
    }
  }

  @ExtendWith(UsdtExtension.class)
  static final class Failing {
    @Test
    void test_fails(ProbeRecorder probes) {
      probes.attach("extension:*");
      throw new IllegalStateException("on purpose");
    }
  }

  @ExtendWith(UsdtExtension.class)
  static final class OfAClass {
    OfAClass(ProbeRecorder probes) {
      probes.clear();
    }

    @Test
    void test_neverRuns() {}
  }
}
