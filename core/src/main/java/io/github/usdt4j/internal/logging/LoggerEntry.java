package io.github.usdt4j.internal.logging;

/** Holds what a {@link LoggerRegistry} knows of one logger: its name, and the probes of its own. */
final class LoggerEntry {
  private final String name;
  private final long text;
  private final boolean isShown;

  /** The logger's own probes; null until they are registered, and for a logger that has none. */
  private volatile ProviderProbes own;

  /** Makes one, which is shown to tracers or not. */
  LoggerEntry(String name, long text, boolean isShown) {
    this.name = name;
    this.text = text;
    this.isShown = isShown;
  }

  String name() {
    return name;
  }

  /** Returns the address of the name, which tracers read, or 0 when it travels with the event. */
  long text() {
    return text;
  }

  boolean isShown() {
    return isShown;
  }

  ProviderProbes own() {
    return own;
  }

  void own(ProviderProbes probes) {
    own = probes;
  }
}
