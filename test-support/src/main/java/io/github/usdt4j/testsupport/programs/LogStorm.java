package io.github.usdt4j.testsupport.programs;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Logs much, from many threads, for several users; a framework's subclass says how. */
public abstract class LogStorm {
  /** The users; each thread logs for one of them, in turn. */
  private static final List<String> USERS = List.of("known", "vip", "any", "other");

  /** Makes it do what standard input says. */
  protected final void serve() throws IOException {
    Commands.serve(
        words ->
            switch (words[0]) {
              case "storm" -> storm(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
              case "log" -> log(words[1], Integer.parseInt(words[2]));
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  /** Logs one call: ten kinds take turns. */
  protected abstract void log(int call);

  /** Says for whom this thread logs from now on; null stands for no user. */
  protected abstract void user(String name);

  private int storm(int threads, int callsOfEach) throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      String user = USERS.get(i % USERS.size());
      Runnable work =
          () -> {
            calls.addAndGet(log(user, callsOfEach));
            done.countDown();
          };
      new Thread(work).start();
    }
    done.await();
    return calls.get();
  }

  private int log(String user, int calls) {
    user(user);
    try {
      for (int call = 0; call < calls; call++) {
        log(call);
      }
    } finally {
      user(null);
    }
    return calls;
  }
}
