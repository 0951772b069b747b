package io.github.usdt4j.internal.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.internal.attachment.Gate;
import io.github.usdt4j.internal.attachment.Levels;
import io.github.usdt4j.internal.logging.EventView;
import io.github.usdt4j.internal.logging.Failures;
import io.github.usdt4j.internal.logging.LogOptions;
import io.github.usdt4j.internal.logging.LogProbes;
import io.github.usdt4j.internal.logging.LoggerSource;
import io.github.usdt4j.test.Fired;
import io.github.usdt4j.test.internal.Recording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the filter replies and fires, whatever the framework. */
final class ContextAppendersTest {
  private static final String LOGGER = "com.acme.Orders";

  private final Recording<Fired> tracer = new Recording<>(Fired::new);
  private final List<String> reports = new ArrayList<>();
  private final Failures failures = new Failures((message, cause) -> reports.add(message));
  private final Gate gate = new Gate();
  private final ContextAppenders<EventView> appenders = new ContextAppenders<>(failures);
  private final List<AppenderProbes<EventView>> added = new ArrayList<>();

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

  /** A call below its level that a test makes up; by default other filters say nothing. */
  private static class Call extends LogCall<EventView> {
    final Supplier<String> message;
    final Set<AppenderProbes<EventView>> unreached = new HashSet<>();
    boolean comesBack = true;
    Reply others = Reply.NEUTRAL;
    int asked;
    int opened;

    /** A guard when the message is null. */
    Call(Supplier<String> message, boolean isBelowLevel) {
      super(LOGGER, Levels.DEBUG, isBelowLevel);
      this.message = message;
    }

    @Override
    protected boolean hasEvent() {
      return message != null;
    }

    @Override
    protected boolean comesBack() {
      return comesBack;
    }

    @Override
    protected void guardOpened() {
      opened++;
    }

    @Override
    protected boolean reaches(AppenderProbes<EventView> appender) {
      return !unreached.contains(appender);
    }

    @Override
    protected Reply askOthers() {
      asked++;
      return others;
    }

    @Override
    protected EventView makeEvent() {
      return new Event(message);
    }
  }

  private record Event(Supplier<String> text) implements EventView {
    @Override
    public void prepare() {}

    @Override
    public String message() {
      return text.get();
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public String threadName() {
      return "main";
    }

    @Override
    public Map<String, String> context() {
      return Map.of();
    }

    @Override
    public Map<String, String> pairs() {
      return Map.of();
    }

    @Override
    public List<String> markers() {
      return List.of();
    }

    @Override
    public String throwable() {
      return "";
    }

    @Override
    public String stackTrace() {
      return "";
    }

    @Override
    public String caller() {
      return "";
    }
  }

  private AppenderProbes<EventView> add(String provider) {
    LogOptions options = new LogOptions();
    options.setProvider(provider);
    return add(options);
  }

  private AppenderProbes<EventView> add(LogOptions options) {
    LogProbes probes = LogProbes.open(tracer.backend(), options, new NoLoggers(), gate, failures);
    AppenderProbes<EventView> appender =
        new AppenderProbes<>(probes, event -> event, event -> false);
    appenders.add(appender);
    added.add(appender);
    return appender;
  }

  private static Call event(String message) {
    return new Call(() -> message, true);
  }

  private static Call guard() {
    return new Call(null, true);
  }

  private List<Object> fired(String probe) {
    return tracer.fired(probe).stream().map(one -> one.arguments().get(0)).toList();
  }

  @AfterEach
  void close() {
    added.forEach(appender -> appender.probes().close());
  }

  @Test
  void isWatched_oneAppenderOrSeveral_asksAll() {
    assertThat(appenders.isWatched(LOGGER, Levels.DEBUG)).isFalse();
    add("log");
    tracer.attach("*:debug");
    assertThat(appenders.isWatched(LOGGER, Levels.DEBUG)).isTrue();
    assertThat(appenders.isWatched(LOGGER, Levels.INFO)).isFalse();
    tracer.detach("*:debug");

    AppenderProbes<EventView> shop = add("shop");
    tracer.attach("shop:debug");
    assertThat(appenders.isWatched(LOGGER, Levels.DEBUG)).isTrue();

    appenders.remove(shop);
    assertThat(appenders.isWatched(LOGGER, Levels.DEBUG)).isFalse();
  }

  @Test
  void decide_eventBelowLevel_firesAndNobodyElseSees() {
    add("log");
    tracer.attach("log:debug");
    Call call = event("m");

    assertThat(appenders.decide(call)).isEqualTo(Reply.DENY);

    assertThat(fired("log:debug")).containsExactly("m");
    assertThat(tracer.fired().get(0).arguments().get(2)).isEqualTo(10L | 0x100);
    assertThat(call.asked).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"DENY", "ACCEPT"})
  void decide_otherFilterHasSaidSo_isObeyed(Reply others) {
    add("log");
    tracer.attach("log:debug");
    Call call = event("m");
    call.others = others;

    assertThat(appenders.decide(call)).isEqualTo(others);

    assertThat(tracer.fired()).isEmpty();
  }

  @Test
  void decide_eventAtLevel_isFiredWhereItDoesNotReachTheAppender() {
    AppenderProbes<EventView> appender = add("log");
    tracer.attach("log:debug");
    Call appended = new Call(() -> "appended", false);
    Call filtered = new Call(() -> "filtered", false);
    filtered.unreached.add(appender);

    assertThat(appenders.decide(appended)).isEqualTo(Reply.ACCEPT);
    assertThat(appenders.decide(filtered)).isEqualTo(Reply.ACCEPT);

    assertThat(fired("log:debug")).containsExactly("filtered");
    assertThat(tracer.fired().get(0).arguments().get(2)).isEqualTo(10L);
  }

  /** The appender that it reaches fires the probes that both have. */
  @Test
  void decide_eventAtLevelThatReachesOneAppender_firesTheProbesOfTheOthersAlone() {
    add("log");
    LogOptions options = new LogOptions();
    options.setIncludeCaller(true);
    Call call = new Call(() -> "m", false);
    call.unreached.add(add(options));
    call.unreached.add(add("shop"));
    tracer.attach("*:debug");

    assertThat(appenders.decide(call)).isEqualTo(Reply.ACCEPT);

    assertThat(fired("log:debug")).isEmpty();
    assertThat(fired("shop:debug")).containsExactly("m");
  }

  /** It got its reference after the filter had looked for it. */
  @Test
  void watched_eventThatTheFilterHasFired_isNull() {
    AppenderProbes<EventView> late = add("log");
    AppenderProbes<EventView> other = add("shop");
    tracer.attach("*:debug");
    Call call = new Call(() -> "m", false);
    call.unreached.add(late);

    appenders.decide(call);
    assertThat(appenders.watched(late, LOGGER, Levels.DEBUG)).isNull();
    assertThat(appenders.watched(other, LOGGER, Levels.DEBUG)).isNotNull();
    assertThat(appenders.watched(late, LOGGER + "2", Levels.DEBUG)).isNotNull();

    appenders.decide(new Call(() -> "next", false));
    assertThat(appenders.watched(late, LOGGER, Levels.DEBUG)).isNotNull();
    assertThat(fired("log:debug")).containsExactly("m");
  }

  @Test
  void decide_guardOrReachThatFails_isAsWithoutTracer() {
    add("log");
    tracer.attach("log:debug");

    assertThat(appenders.decide(new FailingCall(null, true))).isEqualTo(Reply.DENY);
    assertThat(appenders.decide(new FailingCall(() -> "m", false))).isEqualTo(Reply.ACCEPT);

    assertThat(tracer.fired()).isEmpty();
    assertThat(failures.count()).isEqualTo(2);
  }

  /** A call about which nothing can be found out, as of a thread whose stack is full. */
  private static final class FailingCall extends Call {
    FailingCall(Supplier<String> message, boolean isBelowLevel) {
      super(message, isBelowLevel);
    }

    @Override
    protected boolean comesBack() {
      throw new StackOverflowError("comesBack");
    }

    @Override
    protected boolean reaches(AppenderProbes<EventView> appender) {
      throw new StackOverflowError("reaches");
    }
  }

  @Test
  void decide_guard_isOpenedWhereACallComesBackAndTheAppenderWantsIt() {
    LogOptions unguarded = new LogOptions();
    unguarded.setCaptureGuarded(false);
    add("log");
    add(unguarded);
    Call nobody = guard();
    assertThat(appenders.decide(nobody)).isEqualTo(Reply.DENY);

    tracer.attach("log:debug");
    Call opened = guard();
    Call lost = guard();
    lost.comesBack = false;
    assertThat(appenders.decide(opened)).isEqualTo(Reply.ACCEPT);
    assertThat(appenders.decide(lost)).isEqualTo(Reply.DENY);

    appenders.remove(added.get(0));
    assertThat(appenders.decide(guard())).isEqualTo(Reply.DENY);
    assertThat(opened.opened).isEqualTo(1);
    assertThat(nobody.opened + lost.opened).isZero();
    assertThat(tracer.fired()).isEmpty();
  }

  @Test
  void decide_appenderWithoutBelowLevel_opensNoGuardAndFiresNothing() {
    LogOptions above = new LogOptions();
    above.setCaptureBelowLevel(false);
    add(above);
    tracer.attach("log:debug");

    assertThat(appenders.decide(guard())).isEqualTo(Reply.DENY);
    assertThat(appenders.decide(event("m"))).isEqualTo(Reply.DENY);

    assertThat(tracer.fired()).isEmpty();
  }

  @Test
  void decide_twoAppendersOfOneProvider_fireOnce() {
    add("log");
    add("log");
    add("shop");
    tracer.attach("*:debug");

    appenders.decide(event("m"));
    appenders.decide(event("m"));

    assertThat(fired("log:debug")).containsExactly("m", "m");
    assertThat(fired("shop:debug")).containsExactly("m", "m");
  }

  @Test
  void decide_whileRendering_whatOnlyATracerCausesIsDenied() {
    add("log");
    tracer.attach("log:debug");
    List<Reply> replies = new ArrayList<>();
    Call nested = new Call(() -> "nested", false);

    appenders.decide(
        new Call(
            () -> {
              replies.add(appenders.decide(nested));
              return "outer";
            },
            true));

    assertThat(replies).containsExactly(Reply.DENY);
    assertThat(nested.asked).isZero();
    assertThat(fired("log:debug")).containsExactly("outer");
  }

  @Test
  void decide_messageCannotBeMade_isReportedAndTheReplyStays() {
    add("log");
    tracer.attach("log:debug");

    Reply reply =
        appenders.decide(
            new Call(
                () -> {
                  throw new IllegalStateException("x");
                },
                true));

    assertThat(reply).isEqualTo(Reply.DENY);
    assertThat(reports).hasSize(1);
    assertThat(fired("log:debug"))
        .containsExactly("[message failed: java.lang.IllegalStateException]");
  }

  @Test
  void watched_nothingAttached_isNull() {
    AppenderProbes<EventView> appender = add("log");
    assertThat(appenders.watched(appender, LOGGER, Levels.DEBUG)).isNull();

    tracer.attach("log:debug");

    assertThat(appenders.watched(appender, LOGGER, Levels.DEBUG)).isNotNull();
  }
}
