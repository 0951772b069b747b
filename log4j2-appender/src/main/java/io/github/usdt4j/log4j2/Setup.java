package io.github.usdt4j.log4j2;

import io.github.usdt4j.UsdtException;
import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.logging.LogOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.filter.Filterable;
import org.apache.logging.log4j.core.impl.LocationAware;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * What comes of a start: whether the component may start, and as what it takes part.
 *
 * @param isRefused probes are required and impossible; reported
 * @param member null when refused, and where probes are impossible: then it starts and does nothing
 */
record Setup(boolean isRefused, Member member) {
  private static final Logger LOGGER = StatusLogger.getLogger();
  private static final Setup REFUSED = new Setup(true, null);

  /** Whether the configuration is in order; reports what is not. */
  static boolean isValid(String element, LogOptions options, Configuration configuration) {
    List<String> problems = new ArrayList<>(options.problems());
    if (configuration == null) {
      problems.add("configuration is missing: call setConfiguration on the builder");
    }
    problems.forEach(problem -> LOGGER.error("{}: {}", element, problem));
    return problems.isEmpty();
  }

  static Setup of(
      Capture capture,
      LogOptions options,
      Layout<? extends Serializable> layout,
      Filterable appender) {
    try {
      Backend backend = Backends.current();
      if (backend.kind() == Backend.Kind.NO_OP) {
        return impossible(options, backend.reason(), null);
      }
      boolean needsCaller =
          options.isIncludeCaller()
              || (layout instanceof LocationAware aware && aware.requiresLocation());
      ProbesManager manager = ProbesManager.of(capture.state(), backend, options);
      String inMemory = manager.probes().inMemory();
      if (!inMemory.isEmpty()) {
        Announcement.inMemory(inMemory);
      }
      return new Setup(
          false,
          new Member(
              manager,
              layout,
              appender,
              options.isCaptureBelowLevel(),
              options.isCaptureBelowLevel() && options.isCaptureGuarded(),
              needsCaller));
    } catch (UsdtException e) {
      return impossible(options, e.getMessage(), e);
    } catch (RuntimeException | LinkageError e) {
      return impossible(options, e.toString(), e);
    }
  }

  private static Setup impossible(LogOptions options, String reason, Throwable cause) {
    if (options.isRequired() || Backends.isRequired()) {
      // The status file says why, too. A refused component never stops, so it is no user of probes.
      Activity.publish();
      LOGGER.error("USDT probes are required and cannot be had: " + reason, cause);
      return REFUSED;
    }
    Activity.fellBack(options);
    Announcement.noProbes(reason, cause);
    return new Setup(false, null);
  }
}
