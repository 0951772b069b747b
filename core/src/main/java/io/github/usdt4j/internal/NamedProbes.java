package io.github.usdt4j.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what the {@link StatusFile} tells of probes whose arguments have names, since a note has no
 * room for these: {@code provider:module:function:name item char *, quantity int}.
 */
public final class NamedProbes {
  /** Limits all lines together; snoop reads 64 KiB of the file. */
  static final int MAX_CHARACTERS = 16_000;

  /** Lines by provider and probe. A provider leaves when it is closed. */
  private static final Map<Object, Map<Object, String>> LISTED = new LinkedHashMap<>();

  private NamedProbes() {}

  /** Lists a probe; {@link #publish} shows it. */
  public static void list(Object provider, Object probe, String line) {
    synchronized (LISTED) {
      LISTED.computeIfAbsent(provider, key -> new LinkedHashMap<>()).put(probe, line);
    }
  }

  /** Takes a probe off the list; does nothing when it is not there. */
  public static void unlist(Object provider, Object probe) {
    synchronized (LISTED) {
      Map<Object, String> probes = LISTED.get(provider);
      if (probes != null) {
        probes.remove(probe);
      }
    }
  }

  /** Takes all probes of a provider off the list. */
  public static void end(Object provider) {
    synchronized (LISTED) {
      LISTED.remove(provider);
    }
  }

  /** Returns whether probes of this provider are listed. */
  public static boolean has(Object provider) {
    synchronized (LISTED) {
      return LISTED.containsKey(provider);
    }
  }

  /** Brings the status file up to date. */
  public static void publish() {
    StatusFile.update();
  }

  /** Returns the lines, the oldest first, as many as there is room for. */
  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    int room = MAX_CHARACTERS;
    synchronized (LISTED) {
      for (Map<Object, String> probes : LISTED.values()) {
        for (String line : probes.values()) {
          // A line that is cut would tell wrong names.
          if (line.length() <= StatusFile.MAX_VALUE && line.length() <= room) {
            lines.add(line);
            room -= line.length();
          }
        }
      }
    }
    return lines;
  }
}
