package io.github.usdt4j.internal.logging;

/** Holds what a {@link LoggerRegistry} knows of one logger: its name, and the probes of its own. */
final class LoggerEntry {
  private final String name;
  private final long text;

  /** The logger's own probes; null until they are registered, and for a logger that has none. */
  private volatile ProviderProbes own;

  LoggerEntry(String name, long text) {
    this.name = name;
    this.text = text;
  }

  String name() {
    return name;
  }

  /** Returns the address of the name, which tracers read. */
  long text() {
    return text;
  }

  ProviderProbes own() {
    return own;
  }

  void own(ProviderProbes probes) {
    own = probes;
  }
}
