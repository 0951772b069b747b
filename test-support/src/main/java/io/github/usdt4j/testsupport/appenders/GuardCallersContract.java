package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests code that asks a guard and then logs behind all filters, and code that only looks like it.
 * A subclass has static methods that return such code: {@code handingOver} and {@code comingBack}.
 *
 * @param <L> the loggers of the framework
 */
public abstract class GuardCallersContract<F extends Fixture, L> extends FixtureContract<F> {
  /** Returns the name of the logger that the code is tried with. */
  protected abstract String name();

  /** Returns the logger of that name. */
  protected abstract L logger(String name);

  @BeforeEach
  final void attach() {
    contexts.configure(contexts.one(""));
    contexts.attach("log:debug");
  }

  @ParameterizedTest
  @MethodSource("handingOver")
  void guard_ofCodeThatHandsOver_staysClosed(Consumer<L> code) {
    code.accept(logger(name()));
    code.accept(logger(name()));
    contexts.calls(name()).log("info", "at");

    assertThat(contexts.shown()).containsExactly("at");
  }

  @ParameterizedTest
  @MethodSource("handingOver")
  void guard_ofCodeThatHandsOverAtLevel_isAsWithoutTracer(Consumer<L> code) {
    contexts.calls(name()).setLevel("debug");

    code.accept(logger(name()));

    assertThat(contexts.shown()).hasSize(1);
    assertThat(contexts.fired("log", "debug")).isEqualTo(contexts.shown());
  }

  @ParameterizedTest
  @MethodSource("comingBack")
  void guard_ofCodeThatComesBack_isOpened(Consumer<L> code) {
    code.accept(logger(name()));

    assertThat(contexts.fired("log", "debug")).containsExactly("guarded");
    assertThat(contexts.shown()).isEmpty();
  }

  /** As Spring's and Kafka's start do it: opened, the guard would take a line out of the log. */
  @Test
  void guard_whoseElseIsForTheLog_staysClosed() {
    LogCalls calls = contexts.calls(name());

    if (calls.isEnabled("debug")) {
      calls.debug("much");
    } else {
      calls.info("little");
    }

    assertThat(contexts.shown()).containsExactly("little");
    assertThat(contexts.fired("log", "debug")).isEmpty();
  }

  @Test
  void guard_whoseElseIsNotForTheLog_isOpened() {
    LogCalls calls = contexts.calls(name());
    calls.setLevel("error");

    if (calls.isEnabled("debug")) {
      calls.debug("much");
    } else {
      calls.info("little");
    }

    assertThat(contexts.shown()).isEmpty();
    assertThat(contexts.fired("log", "debug")).containsExactly("much");
  }
}
