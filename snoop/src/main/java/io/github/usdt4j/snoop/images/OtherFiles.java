package io.github.usdt4j.snoop.images;

import java.util.HashSet;
import java.util.Set;

/**
 * Remembers files that were looked at and are no images; not all of them, when there are very many.
 */
final class OtherFiles {
  private static final int MOST = 20_000;
  private static final int LONGEST_PATH = 300;

  private final Set<String> files = new HashSet<>();

  boolean contains(Mapping mapping) {
    return files.contains(key(mapping));
  }

  void add(Mapping mapping) {
    if (files.size() == MOST) {
      files.clear();
    }
    if (mapping.path().length() <= LONGEST_PATH) {
      files.add(key(mapping));
    }
  }

  /**
   * Returns the key of a file, with its path, since a device and inode may be given again to
   * another path.
   */
  private static String key(Mapping mapping) {
    return mapping.device() + ":" + mapping.inode() + mapping.path();
  }
}
