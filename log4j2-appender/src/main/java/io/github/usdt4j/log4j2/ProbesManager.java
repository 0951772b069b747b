package io.github.usdt4j.log4j2;

import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.logging.LogOptions;
import io.github.usdt4j.internal.logging.LogProbes;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.appender.AbstractManager;

/**
 * The probes of one set of options in one logger context. A reconfiguration starts the new appender
 * before it stops the old one, so both share them and no attached tracer is lost.
 */
final class ProbesManager extends AbstractManager {
  private record Data(ContextState state, Backend backend, LogOptions options) {}

  private final LogProbes probes;

  private ProbesManager(String name, Data data) {
    super(data.state().context(), name);
    probes =
        LogProbes.open(
            data.backend(),
            data.options(),
            new ContextLoggers(data.state().context()),
            data.state().gate(),
            data.state().failures());
  }

  /** To be given back with {@link #close}. */
  static ProbesManager of(ContextState state, Backend backend, LogOptions options) {
    String name =
        "usdt4j %s@%x %x %s"
            .formatted(
                state.context().getName(),
                System.identityHashCode(state.context()),
                System.identityHashCode(backend),
                options);
    return getManager(name, ProbesManager::new, new Data(state, backend, options));
  }

  LogProbes probes() {
    return probes;
  }

  @Override
  protected boolean releaseSub(long timeout, TimeUnit timeUnit) {
    probes.close();
    return true;
  }
}
