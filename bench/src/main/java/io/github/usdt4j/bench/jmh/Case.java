package io.github.usdt4j.bench.jmh;

import java.nio.file.Path;
import java.util.Map;

/**
 * Describes one JMH benchmark as it is to be run.
 *
 * @param jdk the home of the JDK that runs it
 */
public record Case(
    Class<?> type, String method, Map<String, String> parameters, Path jdk, int threads) {
  static Case of(Class<?> type, String method, Path jdk) {
    return new Case(type, method, Map.of(), jdk, 1);
  }

  Case with(String parameter, String value) {
    Map<String, String> more = new java.util.TreeMap<>(parameters);
    more.put(parameter, value);
    return new Case(type, method, Map.copyOf(more), jdk, threads);
  }

  Case threads(int count) {
    return new Case(type, method, parameters, jdk, count);
  }

  String pattern() {
    return "^" + type.getName().replace(".", "\\.") + "\\." + method + "$";
  }
}
