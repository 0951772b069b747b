package io.github.usdt4j.internal.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.internal.Backend;
import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.internal.NoOpBackend;
import io.github.usdt4j.internal.logging.LogOptions;
import io.github.usdt4j.internal.logging.LoggerSource;
import io.github.usdt4j.test.Fired;
import io.github.usdt4j.test.internal.Recording;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A start has three outcomes, and appenders of equal options share their probes. */
final class ContextProbesTest {
  private final Recording<Fired> tracer = new Recording<>(Fired::new);
  private Backends.Scope scope = Backends.use(tracer.backend());
  private final List<String> reports = new ArrayList<>();
  private final LogOptions options = new LogOptions();
  private final ContextProbes probes =
      new ContextProbes(new NoLoggers(), (message, cause) -> reports.add(message));

  private record NoLoggers() implements LoggerSource {
    @Override
    public long stamp() {
      return 0;
    }

    @Override
    public Collection<String> names() {
      return List.of();
    }
  }

  private StartOutcome start(LogOptions options) {
    return probes.start(
        options,
        new StatusLog() {
          @Override
          public void warn(String message, Throwable cause) {
            reports.add("warn: " + message);
          }

          @Override
          public void info(String message) {
            reports.add("info: " + message);
          }

          @Override
          public void error(String message, Throwable cause) {
            reports.add("error: " + message);
          }
        });
  }

  private void use(Backend backend) {
    scope.close();
    scope = Backends.use(backend);
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void start_backendWorks_hasProbes() {
    StartOutcome outcome = start(options);

    assertThat(outcome.isRefused()).isFalse();
    assertThat(outcome.hasProbes()).isTrue();
    assertThat(tracer.isLive("log:debug")).isTrue();
    assertThat(reports).isEmpty();
    probes.stop(options);
    assertThat(tracer.isLive("log:debug")).isFalse();
  }

  @Test
  void start_noOp_startsWithoutProbesAndSaysWhy() {
    use(new NoOpBackend("not Linux"));

    StartOutcome outcome = start(options);

    assertThat(outcome.isRefused()).isFalse();
    assertThat(outcome.hasProbes()).isFalse();
    assertThat(reports)
        .containsExactly("warn: no USDT probes, the application runs without: not Linux");
  }

  @Test
  void start_noOpAndRequired_isRefused() {
    use(new NoOpBackend("not Linux"));
    options.setRequired(true);

    StartOutcome outcome = start(options);

    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.hasProbes()).isFalse();
    assertThat(reports)
        .containsExactly("error: USDT probes are required and cannot be had: not Linux");
  }

  @Test
  void start_equalOptions_shareTheirProbesUntilTheLastStops() {
    StartOutcome first = start(options);
    LogOptions equal = new LogOptions();
    StartOutcome second = start(equal);

    assertThat(second.probes()).isSameAs(first.probes());
    probes.stop(options);
    assertThat(tracer.isLive("log:debug")).isTrue();
    probes.stop(equal);
    assertThat(tracer.isLive("log:debug")).isFalse();
  }

  @Test
  void start_otherOptions_haveTheirOwnProbes() {
    StartOutcome first = start(options);
    LogOptions others = new LogOptions();
    others.setMaxMessageBytes(10);
    StartOutcome second = start(others);

    assertThat(second.probes()).isNotSameAs(first.probes());
    probes.stop(options);
    assertThat(tracer.isLive("log:debug")).isTrue();
    probes.stop(others);
    assertThat(tracer.isLive("log:debug")).isFalse();
  }

  @Test
  void start_afterAllHaveStopped_hasNewProbes() {
    StartOutcome first = start(options);
    probes.stop(options);

    StartOutcome second = start(options);

    assertThat(second.probes()).isNotSameAs(first.probes());
    assertThat(tracer.isLive("log:debug")).isTrue();
    probes.stop(options);
  }
}
