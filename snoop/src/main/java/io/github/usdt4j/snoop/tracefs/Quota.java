package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.processes.User;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how much of the kernel's room for events each user's processes take. It stays taken until
 * snoop ends, since to remove one event empties the buffer of all others.
 */
final class Quota {
  /** The kernel has numbers for 65,535 events of all kinds. */
  private static final int EVENTS = 16_384;

  private static final int PLACES = 65_536;

  private record Taken(int events, int places) {}

  private final Map<User, Taken> taken = new HashMap<>();

  /** Takes room for an event on so many places; returns false when the user has had enough. */
  boolean take(User user, int places) {
    Taken before = taken.getOrDefault(user, new Taken(0, 0));
    Taken after = new Taken(before.events() + 1, before.places() + places);
    if (after.events() > EVENTS || after.places() > PLACES) {
      return false;
    }
    taken.put(user, after);
    return true;
  }
}
