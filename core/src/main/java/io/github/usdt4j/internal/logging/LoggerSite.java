package io.github.usdt4j.internal.logging;

/** What is known of one logger. */
final class LoggerSite {
  private final String name;
  private final long text;

  /** Null until registered, and for a logger that has none but the root provider. */
  private volatile ProviderProbes own;

  LoggerSite(String name, long text) {
    this.name = name;
    this.text = text;
  }

  String name() {
    return name;
  }

  /** Address of the name, for tracers. */
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
