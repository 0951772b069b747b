package io.github.usdt4j.logback;

/**
 * Gives a logger and all below it a provider of their own: {@code
 * <probes><logger>com.acme.billing</logger><provider>billing</provider></probes>}.
 */
public final class Probes {
  private String logger;
  private String provider;

  /** Begins without names, which both have to be set. */
  public Probes() {}

  public String getLogger() {
    return logger;
  }

  /** Sets the logger at the top. */
  public void setLogger(String logger) {
    this.logger = logger;
  }

  public String getProvider() {
    return provider;
  }

  /** Sets the name that tracers type. */
  public void setProvider(String provider) {
    this.provider = provider;
  }
}
