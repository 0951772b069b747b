package io.github.usdt4j;

import java.util.List;

/** What a JMX client sees of {@link UsdtStatus}. Public because JMX asks for it. */
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
