package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.EventArgument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Holds the options that both appenders have, as the user wrote them. It is not thread-safe. */
public final class LogOptions {
  static final int MAX_MDC_ARGS = EventArgument.MDC.size();
  static final int MIN_RECORD_BYTES = 128;

  private String provider = "log";
  private final List<ProbesRule> probes = new ArrayList<>();
  private boolean captureBelowLevel = true;
  private boolean captureGuarded = true;
  private final List<String> loggersIncluded = new ArrayList<>();
  private final List<String> loggersExcluded = new ArrayList<>();
  private final List<String> mdcIncluded = new ArrayList<>();
  private final List<String> mdcExcluded = new ArrayList<>();
  private final List<String> mdcArgs = new ArrayList<>();
  private int maxOwnProviders = 10_000;
  private int maxMessageBytes = 4096;
  private int maxRecordBytes = 3900;
  private boolean includeStackTrace;
  private boolean includeCaller;
  private boolean required;

  /** Sets the provider that carries the events of all loggers. */
  public void setProvider(String provider) {
    this.provider = provider;
  }

  /** Gives a subtree of loggers a provider of its own; the longest logger name wins. */
  public void addProbes(String logger, String provider) {
    probes.add(new ProbesRule(logger, provider));
  }

  /** Sets whether events that the configuration disables fire too. */
  public void setCaptureBelowLevel(boolean captureBelowLevel) {
    this.captureBelowLevel = captureBelowLevel;
  }

  /** Sets whether {@code isDebugEnabled()} and friends answer true while a tracer is attached. */
  public void setCaptureGuarded(boolean captureGuarded) {
    this.captureGuarded = captureGuarded;
  }

  /** Adds globs, separated by commas, of the loggers that tracers see; without any they see all. */
  public void addLoggersIncluded(String globs) {
    split(globs, loggersIncluded);
  }

  /** Adds globs, separated by commas, of the loggers that tracers never see. */
  public void addLoggersExcluded(String globs) {
    split(globs, loggersExcluded);
  }

  /**
   * Adds globs, separated by commas, of the context keys that tracers see; without any they see
   * all.
   */
  public void addMdcIncluded(String globs) {
    split(globs, mdcIncluded);
  }

  /** Adds globs, separated by commas, of the context keys that tracers never see. */
  public void addMdcExcluded(String globs) {
    split(globs, mdcExcluded);
  }

  /** Adds context keys, separated by commas, whose values are arguments of their own. */
  public void addMdcArgs(String keys) {
    split(keys, mdcArgs);
  }

  /** Sets how many providers of their own loggers may have, over the life of the appender. */
  public void setMaxOwnProviders(int maxOwnProviders) {
    this.maxOwnProviders = maxOwnProviders;
  }

  /** Sets where the message argument is cut, in bytes of UTF-8. */
  public void setMaxMessageBytes(int maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Sets the size of the longest JSON record, in bytes of UTF-8. */
  public void setMaxRecordBytes(int maxRecordBytes) {
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Sets whether JSON records have the stack of a throwable. */
  public void setIncludeStackTrace(boolean includeStackTrace) {
    this.includeStackTrace = includeStackTrace;
  }

  /** Sets whether JSON records say where the call was made. */
  public void setIncludeCaller(boolean includeCaller) {
    this.includeCaller = includeCaller;
  }

  /** Sets whether the appender refuses to start where probes are impossible. */
  public void setRequired(boolean required) {
    this.required = required;
  }

  public boolean isCaptureBelowLevel() {
    return captureBelowLevel;
  }

  public boolean isCaptureGuarded() {
    return captureGuarded;
  }

  public boolean isIncludeCaller() {
    return includeCaller;
  }

  public boolean isRequired() {
    return required;
  }

  /** Returns what is wrong, one sentence for each problem; the list is empty when nothing is. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    checkProvider("provider", provider, problems);
    for (ProbesRule rule : probes) {
      if (rule.logger() == null || rule.logger().isBlank()) {
        problems.add("probes: logger is missing; name a logger such as com.acme.billing");
      }
      checkProvider("probes: provider", rule.provider(), problems);
    }
    if (mdcArgs.size() > MAX_MDC_ARGS) {
      problems.add("mdcArgs: " + mdcArgs + " has more than " + MAX_MDC_ARGS + " keys");
    }
    KeyFilter keys = keys();
    for (String key : mdcArgs) {
      if (keys.excludes(key)) {
        problems.add("mdcArgs: " + key + " is excluded by mdcExcluded " + mdcExcluded);
      }
    }
    checkAtLeast("maxOwnProviders", maxOwnProviders, 0, problems);
    checkAtLeast("maxMessageBytes", maxMessageBytes, 1, problems);
    checkAtLeast("maxRecordBytes", maxRecordBytes, MIN_RECORD_BYTES, problems);
    return problems;
  }

  String provider() {
    return provider;
  }

  List<ProbesRule> probes() {
    return probes;
  }

  KeyFilter loggers() {
    return KeyFilter.ofLoggers(loggersIncluded, loggersExcluded);
  }

  KeyFilter keys() {
    return KeyFilter.ofKeys(mdcIncluded, mdcExcluded);
  }

  List<String> mdcArgs() {
    return mdcArgs;
  }

  int maxOwnProviders() {
    return maxOwnProviders;
  }

  int maxMessageBytes() {
    return maxMessageBytes;
  }

  int maxRecordBytes() {
    return maxRecordBytes;
  }

  boolean includeStackTrace() {
    return includeStackTrace;
  }

  /** Returns all options with their values: equal options give the same text. */
  @Override
  public String toString() {
    return ("provider=%s probes=%s captureBelowLevel=%s captureGuarded=%s loggersIncluded=%s"
            + " loggersExcluded=%s mdcIncluded=%s mdcExcluded=%s mdcArgs=%s maxOwnProviders=%d"
            + " maxMessageBytes=%d maxRecordBytes=%d"
            + " includeStackTrace=%s includeCaller=%s required=%s")
        .formatted(
            provider,
            probes,
            captureBelowLevel,
            captureGuarded,
            loggersIncluded,
            loggersExcluded,
            mdcIncluded,
            mdcExcluded,
            mdcArgs,
            maxOwnProviders,
            maxMessageBytes,
            maxRecordBytes,
            includeStackTrace,
            includeCaller,
            required);
  }

  private static void checkProvider(String option, String provider, List<String> problems) {
    if (provider == null || provider.isEmpty()) {
      problems.add(option + " is missing");
    } else if (!ProviderNames.of(provider).equals(provider)) {
      problems.add(
          "%s: %s is not a name that every tracer can type: letters, digits and single underscores, at most %d, no digit at the end; %s is one"
              .formatted(option, provider, ProviderNames.MAX_LENGTH, ProviderNames.of(provider)));
    }
  }

  private static void checkAtLeast(String option, int value, int least, List<String> problems) {
    if (value < least) {
      problems.add(option + ": " + value + " is less than " + least);
    }
  }

  private static void split(String list, List<String> into) {
    Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .forEach(into::add);
  }
}
