package io.github.usdt4j.testsupport.programs;

import java.io.IOException;
import java.util.List;

/**
 * Logs from several threads as often as is known, of each level, logger and tenant; a framework's
 * subclass says how.
 */
public abstract class LogCensus {
  /** Lists the levels, of which the first two are below the configured one. */
  public static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");

  /** Lists the loggers. */
  public static final List<String> LOGGERS =
      List.of("com.acme.Orders", "com.acme.Credit", "com.acme.Packing", "org.bank.Ledger");

  /** Lists the tenants, one for each thread. */
  public static final List<String> TENANTS = List.of("acme", "globex", "initech", "umbrella");

  /** Makes it do what standard input says. */
  protected final void serve() throws IOException {
    // Probes of their own come with the first use.
    LOGGERS.forEach(logger -> log("trace", logger, "used"));
    Commands.serve(this::obey);
  }

  /** Logs one message. */
  protected abstract void log(String level, String logger, String message);

  /** Says for whom this thread logs from now on; null stands for nobody. */
  protected abstract void tenant(String name);

  /** Returns whether the first logger says that debug is enabled. */
  protected abstract boolean isDebugEnabled();

  /** Does what this class does not know. */
  protected Object more(String command) {
    throw new IllegalArgumentException(command);
  }

  private Object obey(String[] words) throws InterruptedException {
    return switch (words[0]) {
      case "log" -> log(words[1], words[2], words[3], words[4]);
      case "census" -> census(Integer.parseInt(words[1]));
      case "guard" -> isDebugEnabled();
      default -> more(words[0]);
    };
  }

  private String log(String tenant, String level, String logger, String message) {
    tenant(tenant.equals("nobody") ? null : tenant);
    log(level, logger, message);
    tenant(null);
    return message;
  }

  /** Logs so many rounds for each tenant. In a round each level and logger comes once. */
  private String census(int rounds) throws InterruptedException {
    List<Thread> threads =
        TENANTS.stream().map(tenant -> new Thread(() -> rounds(tenant, rounds), tenant)).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return "";
  }

  private void rounds(String tenant, int rounds) {
    tenant(tenant);
    for (int round = 0; round < rounds; round++) {
      for (String logger : LOGGERS) {
        for (String level : LEVELS) {
          log(level, logger, "counted");
        }
      }
    }
  }
}
