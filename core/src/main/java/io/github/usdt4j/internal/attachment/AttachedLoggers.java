package io.github.usdt4j.internal.attachment;

import java.util.List;
import java.util.Set;

/**
 * Finds by a logger's name at which levels a tracer is attached to the probes of its own. This is a
 * hash table that is read without a lock and in few steps.
 */
public final class AttachedLoggers {
  private static final int FIRST_CAPACITY = 64;

  private record Entry(String logger, int hash, AttachedLevels levels) {}

  /**
   * The hash table; at least half of it is empty, so that a search ends, and its length is a power
   * of two.
   */
  private volatile Entry[] entries = new Entry[FIRST_CAPACITY];

  /** The number of entries; guarded by this. */
  private int count;

  /** Makes an empty table. */
  public AttachedLoggers() {}

  /** Returns the levels of a logger, or {@code others} when it has no probes of its own. */
  @SuppressWarnings("ReferenceEquality")
  public AttachedLevels find(String logger, AttachedLevels others) {
    Entry[] table = entries;
    int hash = hash(logger);
    for (int i = hash; ; i++) {
      Entry entry = table[i & (table.length - 1)];
      if (entry == null) {
        return others;
      }
      // Nearly always the same string.
      if (entry.logger == logger || (entry.hash == hash && entry.logger.equals(logger))) {
        return entry.levels;
      }
    }
  }

  /** Adds the probes of a logger that has none yet. */
  public synchronized void add(String logger, List<ProbeHandle> levels) {
    Entry[] table = entries;
    if (++count * 2 > table.length) {
      table = grown(table);
    }
    put(table, new Entry(logger, hash(logger), new AttachedLevels(levels)));
    // Also when it is the same one: what was put is visible from here on.
    entries = table;
  }

  /** Forgets some loggers. */
  public synchronized void remove(Set<String> loggers) {
    if (loggers.isEmpty()) {
      return;
    }
    Entry[] table = new Entry[FIRST_CAPACITY];
    int left = 0;
    for (Entry entry : entries) {
      if (entry != null && !loggers.contains(entry.logger)) {
        left++;
        table = 2 * left > table.length ? grown(table) : table;
        put(table, entry);
      }
    }
    count = left;
    entries = table;
  }

  /** Forgets all loggers. */
  public synchronized void clear() {
    entries = new Entry[FIRST_CAPACITY];
    count = 0;
  }

  private static Entry[] grown(Entry[] old) {
    Entry[] table = new Entry[2 * old.length];
    for (Entry entry : old) {
      if (entry != null) {
        put(table, entry);
      }
    }
    return table;
  }

  private static void put(Entry[] table, Entry entry) {
    int i = entry.hash;
    while (table[i & (table.length - 1)] != null) {
      i++;
    }
    table[i & (table.length - 1)] = entry;
  }

  /** Spreads the bits of a string's own hash, whose low bits say little. */
  private static int hash(String logger) {
    int hash = logger.hashCode();
    return hash ^ hash >>> 16;
  }
}
