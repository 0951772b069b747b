package io.github.usdt4j.testsupport.appenders;

import org.junit.jupiter.api.AfterEach;

/**
 * A subclass is a contract of appenders that needs no process of its own: each of its tests has a
 * {@link Fixture}.
 *
 * @param <F> the fixture of the bridge
 */
public abstract class FixtureContract<F extends Fixture> {
  /** Holds the fixture of this test, which is not configured yet. */
  protected final F contexts = contexts();

  /** Makes the fixture of a test. */
  protected abstract F contexts();

  @AfterEach
  final void closeContexts() {
    contexts.clearContext();
    contexts.close();
  }
}
