package io.github.usdt4j.snoop.tracefs;

import io.github.usdt4j.snoop.proc.LeftOutException;
import io.github.usdt4j.snoop.processes.User;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how much of the kernel's room for events each user's processes take, and how often the
 * kernel changes code for them. It stays taken until snoop ends, since to remove one event empties
 * the buffer of all others.
 */
final class Quota {
  /** The kernel has numbers for 65,535 events of all kinds. */
  private static final int EVENTS = 16_384;

  private static final int PLACES = 65_536;

  /**
   * How many mappings the kernel may change: each place in each mapping of the image, in whatever
   * process. It takes some microseconds for one, when it attaches and when it detaches.
   */
  private static final long PATCHES = 131_072;

  private record Taken(int events, int places, long patches) {}

  private final Map<User, Taken> taken = new HashMap<>();

  /**
   * Takes room for an event.
   *
   * @param places of the event, in the image
   * @param mappings of the image, in all processes together
   * @throws LeftOutException when the user has had enough
   */
  void take(User user, int places, int mappings) throws LeftOutException {
    Taken before = taken.getOrDefault(user, new Taken(0, 0, 0));
    Taken after =
        new Taken(
            before.events() + 1,
            before.places() + places,
            before.patches() + (long) places * mappings);
    if (after.events() > EVENTS || after.places() > PLACES) {
      throw new LeftOutException(
          "is one more than the images and record probes of its user that can be followed");
    }
    if (after.patches() > PATCHES) {
      throw new LeftOutException(
          "is mapped so often, by all processes together, that the kernel would be long about its"
              + " %d probes".formatted(places));
    }
    taken.put(user, after);
  }
}
