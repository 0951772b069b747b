package io.github.usdt4j.log4j2;

import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;

/**
 * Gives a logger and all below it a provider of their own: {@code <Probes logger="com.acme.billing"
 * provider="billing"/>}.
 */
@Plugin(name = "Probes", category = Node.CATEGORY, printObject = true)
public final class Probes {
  private final String logger;
  private final String provider;

  private Probes(String logger, String provider) {
    this.logger = logger;
    this.provider = provider;
  }

  /**
   * Makes a rule for a logger and all below it.
   *
   * @param logger the logger at the top
   * @param provider the name that tracers type
   */
  @PluginFactory
  public static Probes of(
      @PluginAttribute("logger") String logger, @PluginAttribute("provider") String provider) {
    return new Probes(logger, provider);
  }

  public String getLogger() {
    return logger;
  }

  public String getProvider() {
    return provider;
  }

  @Override
  public String toString() {
    return logger + "=" + provider;
  }
}
