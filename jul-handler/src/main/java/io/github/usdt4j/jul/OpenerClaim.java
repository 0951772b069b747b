package io.github.usdt4j.jul;

import java.util.UUID;
import java.util.logging.LogManager;

/**
 * Lets one opener at a time open the loggers of a log manager. Applications of one server, and an
 * agent, may each have this library in a class loader of their own: one would take the levels and
 * filters of the other for those of the application, and set them again later. The claim is a
 * system property, which is all that such class loaders have in common.
 */
final class OpenerClaim {
  private final String property;
  private final String owner = UUID.randomUUID().toString();

  OpenerClaim(LogManager manager) {
    property = "io.github.usdt4j.jul.opener." + System.identityHashCode(manager);
  }

  /** Takes the claim; returns false while another opener has it. */
  boolean take() {
    Object before = System.getProperties().putIfAbsent(property, owner);
    return before == null || before.equals(owner);
  }

  /** Gives the claim back, if this opener has it. */
  void release() {
    System.getProperties().remove(property, owner);
  }
}
