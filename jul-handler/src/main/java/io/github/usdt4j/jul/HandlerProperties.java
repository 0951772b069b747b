package io.github.usdt4j.jul;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;

/** Reads the properties of {@link UsdtHandler} from the configuration of a log manager. */
final class HandlerProperties {
  private static final String PREFIX = UsdtHandler.class.getName() + ".";

  /** A property that comes behind all others, as their names are sorted. */
  private static final String LAST = "\uffff";

  /** The same property as a file has it. */
  private static final byte[] LAST_LINE = "\\uffff=".getBytes(StandardCharsets.ISO_8859_1);

  /** Ends a change of the configuration before anything is changed. */
  private static final class Unchanged extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private HandlerProperties() {}

  /** Returns the options by their names, also those that there are not. */
  static Map<String, String> read(LogManager manager) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String name : names(manager)) {
      String value = manager.getProperty(PREFIX + name);
      if (value != null) {
        options.put(name, value);
      }
    }
    return options;
  }

  /**
   * Returns the names of all options, and of the properties that are set. A log manager lists them
   * to nobody, but it shows all of them to who changes them. Where that fails, and where a manager
   * keeps properties of its own, names that are misspelt are not found.
   */
  private static Collection<String> names(LogManager manager) {
    Set<String> names = new LinkedHashSet<>(HandlerOptions.names());
    try (ByteArrayInputStream last = new ByteArrayInputStream(LAST_LINE)) {
      manager.updateConfiguration(
          last,
          key -> {
            if (key.startsWith(PREFIX)) {
              names.add(key.substring(PREFIX.length()));
            } else if (key.equals(LAST)) {
              throw new Unchanged();
            }
            return (before, next) -> before;
          });
    } catch (Unchanged e) {
      return names;
    } catch (IOException | RuntimeException e) {
      // The names that there are can be asked for.
    }
    return names;
  }
}
