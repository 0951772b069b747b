package io.github.usdt4j.test.internal;

import java.util.regex.Pattern;

/** Matches {@code provider:probe}, where {@code *} and {@code ?} do not match a colon. */
record ProbeGlob(Pattern provider, Pattern probe) {
  static ProbeGlob parse(String glob) {
    String[] parts = glob.split(":", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new IllegalArgumentException(
          '"'
              + glob
              + "\" is not of the form provider:probe, such as shop:sold, shop:* or *:debug");
    }
    return new ProbeGlob(pattern(parts[0]), pattern(parts[1]));
  }

  boolean matches(String aProvider, String aProbe) {
    return provider.matcher(aProvider).matches() && probe.matcher(aProbe).matches();
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString());
  }
}
