package io.github.usdt4j.testsupport.programs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Runs an application where probes may be missing: it tells why, in all the ways that code inside
 * the process can ask.
 */
public final class FallBack {
  private FallBack() {}

  /**
   * Serves {@code status}, the reason of {@code Usdt.status()}; {@code bean}, that of the JMX bean,
   * or {@code none} without a bean; and {@code stop}, which stops the logging framework.
   */
  public static void serve(Runnable stop) throws IOException {
    Commands.serve(
        words ->
            switch (words[0]) {
              case "status" -> status();
              case "bean" -> bean();
              case "stop" -> {
                stop.run();
                yield "stopped";
              }
              default -> throw new IllegalArgumentException(words[0]);
            });
  }

  private static Object status() throws ReflectiveOperationException {
    Object status = Class.forName("io.github.usdt4j.Usdt").getMethod("status").invoke(null);
    return status.getClass().getMethod("reason").invoke(status);
  }

  private static Object bean() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      return server.getAttribute(new ObjectName("io.github.usdt4j:type=Usdt"), "Reason");
    } catch (InstanceNotFoundException e) {
      return "none";
    }
  }
}
