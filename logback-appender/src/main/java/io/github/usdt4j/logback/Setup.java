package io.github.usdt4j.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.spi.ContextAware;
import ch.qos.logback.core.spi.FilterAttachable;
import io.github.usdt4j.UsdtException;
import io.github.usdt4j.internal.Activity;
import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.logging.LogOptions;
import io.github.usdt4j.internal.logging.LogProbes;
import java.util.ArrayList;
import java.util.List;

/**
 * What comes of a start: whether the component may start, and as what it takes part.
 *
 * @param isRefused a mistake in the configuration, or probes that are required and impossible;
 *     reported
 * @param member null when refused, and where probes are impossible: then it starts and does nothing
 */
record Setup(boolean isRefused, Capture capture, Member member) {
  private static final Setup REFUSED = new Setup(true, null, null);

  static Setup of(
      ContextAware component,
      ElementProblems element,
      LogOptions options,
      Layout<ILoggingEvent> layout,
      FilterAttachable<ILoggingEvent> appender) {
    Context context = component.getContext();
    List<String> problems = new ArrayList<>(element.end());
    problems.addAll(options.problems());
    if (!(context instanceof LoggerContext)) {
      problems.add("the context is not a LoggerContext of logback-classic");
    }
    if (layout != null && !layout.isStarted()) {
      problems.add("layout: " + layout.getClass().getName() + " is not started");
    }
    if (!problems.isEmpty()) {
      problems.forEach(component::addError);
      if (problems.stream().anyMatch(problem -> problem.startsWith("probes: "))) {
        component.addError(
            "probes: Logback reads no attributes; write"
                + " <probes><logger>com.acme</logger><provider>acme</provider></probes>");
      }
      return REFUSED;
    }
    LoggerContext loggers = (LoggerContext) context;
    Capture capture = Capture.of(loggers);
    try {
      Backend backend = Backends.current();
      if (backend.kind() == Backend.Kind.NO_OP) {
        return impossible(component, options, capture, backend.reason(), null);
      }
      boolean capturesGuarded = options.isCaptureBelowLevel() && options.isCaptureGuarded();
      if (capturesGuarded && !TurboContract.HAS_FLUENT_DECIDE) {
        component.addWarn(
            "guarded and fluent calls below the level are not captured: that takes Logback 1.5.21"
                + " or newer");
      }
      LogProbes probes =
          LogProbes.open(
              backend, options, new ContextLoggers(loggers), capture.gate(), capture.failures());
      if (!probes.inMemory().isEmpty()) {
        component.addWarn(
            "tracers do not find the USDT probes by themselves: " + probes.inMemory());
      }
      return new Setup(
          false,
          capture,
          new Member(probes, layout, appender, options.isCaptureBelowLevel(), capturesGuarded));
    } catch (UsdtException e) {
      return impossible(component, options, capture, e.getMessage(), e);
    } catch (RuntimeException | LinkageError e) {
      return impossible(component, options, capture, e.toString(), e);
    }
  }

  private static Setup impossible(
      ContextAware component, LogOptions options, Capture capture, String reason, Throwable cause) {
    if (options.isRequired() || Backends.isRequired()) {
      // The status file says why, too. A refused component never stops, so it is no user of probes.
      Activity.publish();
      component.addError("USDT probes are required and cannot be had: " + reason, cause);
      return REFUSED;
    }
    Activity.fellBack(options);
    String text = "no USDT probes, the application runs without: " + reason;
    if (Backends.isSwitchedOff()) {
      component.addInfo(text);
    } else {
      // The text has all that an exception of ours says.
      component.addWarn(text, cause instanceof UsdtException ? null : cause);
    }
    return new Setup(false, capture, null);
  }
}
