package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests an appender in a process that says what a native image says of itself. */
public abstract class NativeImageContract<F extends Fixture> extends FixtureContract<F> {
  private static final String PROPERTY = "org.graalvm.nativeimage.imagecode";

  @BeforeEach
  final void attach() {
    System.setProperty(PROPERTY, "runtime");
    contexts.configure(contexts.one(""));
    contexts.attach("log:debug");
  }

  @AfterEach
  final void clear() {
    System.clearProperty(PROPERTY);
  }

  /** What the code behind a guard does cannot be read there. */
  @Test
  void guards_stayClosedAndAllElseFires() {
    LogCalls calls = contexts.calls("com.acme.Native");

    calls.debug("plain");
    if (calls.isEnabled("debug")) {
      calls.debug("guarded");
    }
    calls.info("at");

    assertThat(contexts.fired("log", "debug")).containsExactly("plain");
    assertThat(contexts.shown()).containsExactly("at");
  }
}
