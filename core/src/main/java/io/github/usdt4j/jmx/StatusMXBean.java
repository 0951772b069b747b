package io.github.usdt4j.jmx;

import java.util.List;

/**
 * Shows a JMX client what usdt4j does in this process, in the words of {@code UsdtStatus}. The type
 * is public because JMX requires it.
 */
public interface StatusMXBean {
  String getBackend();

  String getReason();

  List<String> getImages();

  List<String> getProviders();

  int getProbes();

  long getFires();

  long getCuts();

  long getErrors();
}
