package io.github.usdt4j.examples.orders;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each tenant may owe. */
final class Credit {
  private static final Logger log = LoggerFactory.getLogger(Credit.class);
  private static final int LIMIT_CENTS = 10_000;
  private static final Map<String, Integer> LIMITS = Map.of("acme", 5_000_000);

  private final Map<String, Integer> owed = new HashMap<>();

  synchronized void charge(String tenant, int cents) throws RefusedException {
    int limit = LIMITS.getOrDefault(tenant, LIMIT_CENTS);
    int before = owed.getOrDefault(tenant, 0);
    log.atDebug().addKeyValue("limit", limit).addKeyValue("owed", before).log("{} cents", cents);
    if (before + cents > limit) {
      throw new RefusedException("credit");
    }
    owed.put(tenant, before + cents);
  }
}
