package io.github.usdt4j.snoop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures at which rate of events the kernel's buffers begin to overflow: a program for a person
 * to run, with rates as arguments.
 */
final class LossRate {
  private static final int THREADS = 8;
  private static final int SECONDS = 10;
  private static final Pattern SUMMARY = Pattern.compile("(\\d+) events shown, (\\w+) lost");

  private LossRate() {}

  public static void main(String[] rates) throws IOException {
    Path records = Files.createTempFile("loss-rate", ".json");
    System.out.printf("%12s %12s %12s %12s%n", "asked for/s", "fired/s", "shown", "lost");
    try {
      for (String rate : rates) {
        measure(Integer.parseInt(rate), records);
      }
    } finally {
      Files.delete(records);
    }
  }

  private static void measure(int rate, Path records) {
    try (TracedApp app = TracedApp.start();
        SnoopRun snoop = SnoopRun.followInto(records, app, "--json")) {
      int each = rate * SECONDS / THREADS;
      long start = System.nanoTime();
      app.blast(THREADS, each, rate);
      app.await();
      double seconds = (System.nanoTime() - start) / 1e9;
      app.end();
      snoop.child().awaitExit();
      Matcher summary = SUMMARY.matcher(snoop.errors());
      if (!summary.find()) {
        throw new IllegalStateException(snoop.errors());
      }
      System.out.printf(
          "%12d %12.0f %12s %12s%n",
          rate, each * THREADS / seconds, summary.group(1), summary.group(2));
    }
  }
}
