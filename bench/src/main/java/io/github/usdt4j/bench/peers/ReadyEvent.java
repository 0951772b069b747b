package io.github.usdt4j.bench.peers;

import io.github.usdt4j.Usdt;
import io.github.usdt4j.binding.Native;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.EventArgument;
import io.github.usdt4j.internal.Registration;
import java.util.function.LongUnaryOperator;

/**
 * Fires from C, with the strings ready-made, the same probe that a log bridge fires, to compare
 * both.
 */
public final class ReadyEvent implements AutoCloseable {
  private static final int INFO = 20;

  private final Registration provider = Backends.current().open("ready", "log");
  private final String logger;
  private final long site;

  public ReadyEvent(String logger) {
    this.logger = logger;
    var probe = provider.add("log", "made", EventArgument.cTypes());
    provider.enable();
    site = probe.site().address();
  }

  /**
   * Returns a program for bpftrace that counts the bridge's INFO events and these by message,
   * logger and context, and tells the level, so that both are seen whole.
   *
   * @param brief whether the program counts by message only
   */
  public String program(boolean brief) {
    String image = Usdt.status().images().get(0).path();
    String clause =
        brief
            ? "usdt:%s:%s { @%3$s[str(arg0)] = count(); } "
            : "usdt:%s:%s { @%3$s = count(); @%3$sm[str(arg0)] = count();"
                + " @%3$sl[str(arg1)] = count(); @%3$sx[str(arg3)] = count();"
                + " @%3$sv = max(arg2); } ";
    return clause.formatted(image, "log:info", "bridge")
        + clause.formatted(image, "ready:made", "c");
  }

  /** Returns the loop in C: from a number of fires to the nanoseconds that they took. */
  public LongUnaryOperator loop() {
    long message = Native.usdt_text("order 4711 accepted for customer 0815/42");
    long name = Native.usdt_text(logger);
    long context = Native.usdt_text("");
    long thread = Native.usdt_text("main");
    return fires -> Contenders.fireEvent(site, message, name, INFO, context, thread, fires);
  }

  @Override
  public void close() {
    provider.close();
  }
}
