package io.github.usdt4j.jul;

import io.github.usdt4j.internal.logging.LogOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;

/** Reads a handler's options, which are texts, and keeps what is wrong with them. */
final class HandlerOptions {
  private final LogOptions options = new LogOptions();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, BiConsumer<String, String>> readers = new TreeMap<>();
  private final Handler handler;

  private HandlerOptions(Handler handler) {
    this.handler = handler;
    readers.put("provider", (name, value) -> options.setProvider(value));
    readers.put("probes", (name, value) -> addProbes(value));
    readers.put(
        "captureBelowLevel", (name, value) -> flag(name, value, options::setCaptureBelowLevel));
    readers.put("captureGuarded", (name, value) -> flag(name, value, options::setCaptureGuarded));
    readers.put("loggersIncluded", (name, value) -> options.addLoggersIncluded(value));
    readers.put("loggersExcluded", (name, value) -> options.addLoggersExcluded(value));
    readers.put("mdcIncluded", (name, value) -> options.addMdcIncluded(value));
    readers.put("mdcExcluded", (name, value) -> options.addMdcExcluded(value));
    readers.put("mdcArgs", (name, value) -> options.addMdcArgs(value));
    readers.put(
        "maxOwnProviders", (name, value) -> number(name, value, options::setMaxOwnProviders));
    readers.put(
        "maxMessageBytes", (name, value) -> number(name, value, options::setMaxMessageBytes));
    readers.put("maxRecordBytes", (name, value) -> number(name, value, options::setMaxRecordBytes));
    readers.put(
        "includeStackTrace", (name, value) -> flag(name, value, options::setIncludeStackTrace));
    readers.put("includeCaller", (name, value) -> flag(name, value, options::setIncludeCaller));
    readers.put("required", (name, value) -> flag(name, value, options::setRequired));
    readers.put("layout", (name, value) -> make(name, value, Formatter.class, this::setLayout));
    readers.put(
        "filter", (name, value) -> make(name, value, Filter.class, this.handler::setFilter));
    readers.put("level", this::level);
  }

  /** Reads options by their names, and sets those that any handler has on that one. */
  static HandlerOptions read(Map<String, String> values, Handler handler) {
    HandlerOptions options = new HandlerOptions(handler);
    values.forEach(options::read);
    options.problems.addAll(options.options.problems());
    return options;
  }

  /** Returns the names of all options. */
  static Collection<String> names() {
    return new HandlerOptions(null).readers.keySet();
  }

  LogOptions options() {
    return options;
  }

  /** Returns what is wrong, one sentence for each problem; the list is empty when nothing is. */
  List<String> problems() {
    return problems;
  }

  private void read(String name, String value) {
    BiConsumer<String, String> reader = readers.get(name);
    if (reader == null) {
      problems.add(
          name + ": there is no such option; there are " + String.join(", ", readers.keySet()));
    } else {
      reader.accept(name, value.strip());
    }
  }

  private void addProbes(String rules) {
    for (String rule : rules.split(",", -1)) {
      int colon = rule.indexOf(':');
      if (colon < 0) {
        problems.add(
            "probes: " + rule.strip() + " has no colon; write com.acme:acme, org.bank:bank");
      } else {
        options.addProbes(rule.substring(0, colon).strip(), rule.substring(colon + 1).strip());
      }
    }
  }

  private void flag(String name, String value, Consumer<Boolean> setter) {
    switch (value) {
      case "true" -> setter.accept(true);
      case "false" -> setter.accept(false);
      default -> problems.add(name + ": " + value + " is neither true nor false");
    }
  }

  private void number(String name, String value, Consumer<Integer> setter) {
    try {
      setter.accept(Integer.valueOf(value));
    } catch (NumberFormatException e) {
      problems.add(name + ": " + value + " is no number");
    }
  }

  private void level(String name, String value) {
    try {
      handler.setLevel(Level.parse(value));
    } catch (IllegalArgumentException e) {
      problems.add(name + ": " + value + " is no level");
    }
  }

  private void setLayout(Formatter layout) {
    handler.setFormatter(layout);
  }

  private <T> void make(String name, String value, Class<T> type, Consumer<T> setter) {
    try {
      Class<?> found = Class.forName(value, true, loader());
      setter.accept(type.cast(found.getDeclaredConstructor().newInstance()));
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      problems.add(
          "%s: %s is no public class with a public constructor without parameters that is a %s (%s)"
              .formatted(name, value, type.getName(), e));
    }
  }

  /** Returns the loader that the application's thread has, else the one that JUL itself uses. */
  private static ClassLoader loader() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }
}
