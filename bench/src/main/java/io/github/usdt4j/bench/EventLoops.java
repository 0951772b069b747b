package io.github.usdt4j.bench;

import ch.qos.logback.classic.Logger;
import io.github.usdt4j.ArgType;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.binding.Native;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.Registration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole log event: through the bridge, from C with the same strings ready-made, and through what
 * else takes log events, in contexts of their own.
 */
final class EventLoops implements LoopSuite {
  private static final String LOGGER = "com.acme.orders.OrderService";
  private static final int INFO = 20;

  /** Property: whether a session of LTTng records. */
  static final String LTTNG = "usdt4j.bench.lttng";

  /** Property: whether the tracer looks at the message only. */
  static final String BRIEF = "usdt4j.bench.brief";

  private final LogbackSetup bridge = new LogbackSetup("bridge");
  private final LogbackSetup file = new LogbackSetup("file");
  private final LogbackSetup async = new LogbackSetup("async");
  private final LogbackSetup jfr = new LogbackSetup("jfr");
  private final Registration ready = Backends.current().open("ready", "log");
  private final long site;
  private final LttngLog lttng = Boolean.getBoolean(LTTNG) ? new LttngLog() : null;
  private final String order = "4711";
  private final String customer = "0815/42";

  EventLoops() {
    List<ArgType> types = new ArrayList<>(Collections.nCopies(12, ArgType.STRING));
    types.set(2, ArgType.INT32);
    var probe = ready.add("log", "made", types);
    ready.enable();
    site = probe.site().address();
  }

  /** Counts by message, logger and context, and knows the level: all that an event says. */
  @Override
  public String program() {
    String image = Usdt.status().images().get(0).path();
    String clause =
        Boolean.getBoolean(BRIEF)
            ? "usdt:%s:%s { @%3$s[str(arg0)] = count(); } "
            : "usdt:%s:%s { @%3$s = count(); @%3$sm[str(arg0)] = count();"
                + " @%3$sl[str(arg1)] = count(); @%3$sx[str(arg3)] = count();"
                + " @%3$sv = max(arg2); } ";
    return clause.formatted(image, "log:info", "bridge")
        + clause.formatted(image, "ready:made", "c");
  }

  @Override
  public Map<String, Loop> loops() {
    Map<String, Loop> loops = new LinkedHashMap<>();
    loops.put("bridge", through(bridge));
    loops.put("c", inC());
    loops.put("file", through(file));
    loops.put("async", through(async));
    loops.put("jfr", through(jfr));
    if (lttng != null) {
      loops.put("lttng", throughLttng());
    }
    return loops;
  }

  private Loop through(LogbackSetup setup) {
    Logger logger = setup.logger(LOGGER);
    return fires -> {
      long start = System.nanoTime();
      for (long i = 0; i < fires; i++) {
        logger.info("order {} accepted for customer {}", order, customer);
      }
      long nanos = System.nanoTime() - start;
      setup.drain();
      return nanos;
    };
  }

  private Loop throughLttng() {
    org.apache.log4j.Logger logger = lttng.logger(LOGGER);
    return fires -> {
      long start = System.nanoTime();
      for (long i = 0; i < fires; i++) {
        logger.info("order " + order + " accepted for customer " + customer);
      }
      return System.nanoTime() - start;
    };
  }

  private Loop inC() {
    long message = Native.usdt_text("order 4711 accepted for customer 0815/42");
    long logger = Native.usdt_text(LOGGER);
    long context = Native.usdt_text("");
    long thread = Native.usdt_text("main");
    return fires -> Contenders.fireEvent(site, message, logger, INFO, context, thread, fires);
  }

  @Override
  public void close() {
    ready.close();
    for (LogbackSetup setup : List.of(bridge, file, async, jfr)) {
      setup.close();
    }
    if (lttng != null) {
      System.out.println("lttng took " + lttng.events());
      lttng.close();
    }
  }
}
