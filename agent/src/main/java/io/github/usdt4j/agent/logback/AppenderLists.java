package io.github.usdt4j.agent.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import ch.qos.logback.core.util.COWArrayList;
import java.lang.reflect.Field;

/**
 * Has a logger let go of an appender that was detached. Logback copies its list of appenders for
 * the events, and copies it again with the first event after a change: until then, which may be
 * never in an application that is idle, the old copy holds the appender and with it our class
 * loader.
 */
final class AppenderLists {
  private AppenderLists() {}

  /** Makes the logger's copy anew; of Logback as a module, which opens nothing, it stays. */
  static void renew(Logger logger) {
    try {
      Object attached = value(Logger.class, "aai", logger);
      if (attached instanceof AppenderAttachableImpl<?>
          && value(AppenderAttachableImpl.class, "appenderList", attached)
              instanceof COWArrayList<?> list) {
        var unused = list.toArray();
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The next event does it.
      return;
    }
  }

  private static Object value(Class<?> type, String name, Object of)
      throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }
}
