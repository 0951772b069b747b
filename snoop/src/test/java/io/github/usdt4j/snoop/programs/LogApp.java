package io.github.usdt4j.snoop.programs;

import io.github.usdt4j.testsupport.programs.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** Logs what it is told to. Texts are in Base64; the configured level is INFO. */
public final class LogApp {
  private LogApp() {}

  public static void main(String[] arguments) throws IOException {
    LoggerFactory.getLogger(LogApp.class);
    Commands.serve(LogApp::obey);
  }

  private static String obey(String[] words) throws InterruptedException {
    switch (words[0]) {
      case "mdc" -> MDC.put(text(words[1]), text(words[2]));
      case "log" -> log(words[1], words[2], text(words[3]), null);
      case "fail" ->
          log(words[1], words[2], text(words[3]), new IllegalStateException(text(words[4])));
      case "blast" ->
          blast(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
      default -> throw new IllegalArgumentException(words[0]);
    }
    return "";
  }

  private static void log(String level, String logger, String message, Throwable throwable) {
    LoggerFactory.getLogger(logger).atLevel(Level.valueOf(level)).setCause(throwable).log(message);
  }

  /** Each thread logs "event THREAD NUMBER" so many times, all together at that rate. */
  private static void blast(int threads, int each, int perSecond) throws InterruptedException {
    Thread[] all = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      int number = t;
      all[t] = new Thread(() -> blast(number, each, (double) perSecond / threads), "blast-" + t);
      all[t].start();
    }
    for (Thread thread : all) {
      thread.join();
    }
  }

  private static void blast(int thread, int each, double perSecond) {
    Logger logger = LoggerFactory.getLogger("com.acme.Blast");
    MDC.put("tenant", "acme-" + thread);
    long start = System.nanoTime();
    for (int i = 0; i < each; i++) {
      logger.debug("event {} {} of a load test, as long as messages are: ÄÖÜ €", thread, i);
      long due = start + (long) ((i + 1) / perSecond * TimeUnit.SECONDS.toNanos(1));
      long early = due - System.nanoTime();
      if (early > TimeUnit.MILLISECONDS.toNanos(1)) {
        // The pace that was asked for.
        LockSupport.parkNanos(early);
      }
    }
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
