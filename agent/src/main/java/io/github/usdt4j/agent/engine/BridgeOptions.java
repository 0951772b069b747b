package io.github.usdt4j.agent.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Holds the options of the appenders that the agent adds, by the names that they have in a
 * configuration.
 */
public record BridgeOptions(Map<String, String> values) {
  private static final Set<String> TEXTS =
      Set.of(
          "provider",
          "loggersIncluded",
          "loggersExcluded",
          "mdcIncluded",
          "mdcExcluded",
          "mdcArgs");

  private static final Set<String> TRUTHS =
      Set.of("captureBelowLevel", "captureGuarded", "includeStackTrace", "includeCaller");

  private static final Set<String> NUMBERS =
      Set.of("maxOwnProviders", "maxMessageBytes", "maxRecordBytes");

  /**
   * Takes the options out of the agent's arguments, whose other names begin with a dot.
   *
   * @throws IllegalArgumentException when there is no such option, or it has no such value
   */
  static BridgeOptions of(Map<String, String> arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    arguments.forEach(
        (name, value) -> {
          if (!name.startsWith(".")) {
            check(name, value);
            values.put(name, value);
          }
        });
    return new BridgeOptions(values);
  }

  private static void check(String name, String value) {
    if (TRUTHS.contains(name)) {
      require(value.equals("true") || value.equals("false"), name, value, "neither true nor false");
    } else if (NUMBERS.contains(name)) {
      require(value.matches("\\d{1,9}"), name, value, "no number");
    } else if (!TEXTS.contains(name)) {
      Set<String> all = new TreeSet<>(TEXTS);
      all.addAll(TRUTHS);
      all.addAll(NUMBERS);
      throw new IllegalArgumentException(
          "there is no option " + name + "; there are " + String.join(", ", all));
    }
  }

  private static void require(boolean isRight, String name, String value, String what) {
    if (!isRight) {
      throw new IllegalArgumentException(name + ": " + value + " is " + what);
    }
  }

  /** Hands a text to its setter where the option is given. */
  public void text(String name, Consumer<String> setter) {
    String value = values.get(name);
    if (value != null) {
      setter.accept(value);
    }
  }

  /** Hands a truth to its setter where the option is given. */
  public void truth(String name, Consumer<Boolean> setter) {
    text(name, value -> setter.accept(Boolean.valueOf(value)));
  }

  /** Hands a number to its setter where the option is given. */
  public void number(String name, Consumer<Integer> setter) {
    text(name, value -> setter.accept(Integer.valueOf(value)));
  }

  /** Returns the options as a user writes them. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(";");
    values.forEach((name, value) -> text.add(name + "=" + value));
    return text.toString();
  }
}
