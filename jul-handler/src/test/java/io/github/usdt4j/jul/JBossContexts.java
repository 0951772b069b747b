package io.github.usdt4j.jul;

import io.github.usdt4j.test.internal.Recording;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logmanager.MDC;

/** The same over JBoss LogManager, whose records have their own context. */
final class JBossContexts extends Contexts {
  JBossContexts() {
    this(
        new Recording<>(
            (provider, probe, types, arguments) -> new Fired(provider, probe, arguments)));
  }

  private JBossContexts(Recording<Fired> tracer) {
    super(new JBossManager(), tracer);
  }

  @Override
  public Contexts another() {
    return new JBossContexts(tracer());
  }

  @Override
  Supplier<Map<String, String>> context() {
    return Map::of;
  }

  @Override
  public void put(String key, String value) {
    MDC.put(key, value);
  }

  @Override
  public void clearContext() {
    MDC.clear();
  }
}
