package io.github.usdt4j.internal.logging;

/**
 * Gives a logger and all below it a provider of their own.
 *
 * @param logger the logger's name, such as {@code com.acme.billing}
 * @param provider the provider's name, such as {@code billing}
 */
public record ProbesRule(String logger, String provider) {
  boolean matches(String name) {
    return name.startsWith(logger)
        && (name.length() == logger.length() || name.charAt(logger.length()) == '.');
  }
}
