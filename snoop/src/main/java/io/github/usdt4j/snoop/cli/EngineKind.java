package io.github.usdt4j.snoop.cli;

import io.github.usdt4j.snoop.engine.Engine;
import io.github.usdt4j.snoop.images.Level;
import io.github.usdt4j.snoop.records.Filter;
import io.github.usdt4j.snoop.tracefs.TracefsEngine;
import io.github.usdt4j.snoop.tracers.TracerEngine;
import java.util.Locale;

/** Lists the engines. */
enum EngineKind {
  TRACEFS {
    @Override
    void check() {
      TracefsEngine.check();
    }

    @Override
    Engine open(Level least, Filter filter, long bufferBytes) {
      return new TracefsEngine(least, filter, bufferBytes);
    }
  },
  BPFTRACE {
    @Override
    Engine open(Level least, Filter filter, long bufferBytes) {
      return TracerEngine.bpftrace(least);
    }
  },
  DTRACE {
    @Override
    Engine open(Level least, Filter filter, long bufferBytes) {
      return TracerEngine.dtrace(least);
    }
  };

  /** Fails, and says what is missing, before the engine looks for processes. */
  void check() {}

  abstract Engine open(Level least, Filter filter, long bufferBytes);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
