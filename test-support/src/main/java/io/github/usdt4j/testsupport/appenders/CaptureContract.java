package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tests what the framework asks the filter of a bridge and does with the answer, for every kind of
 * call: the capture of below-level events rests on it. A bridge runs it with every version of its
 * framework.
 *
 * <p>The calls of one kind of test share a context, since its start costs more than all of them;
 * each has a logger of its own, by which its events are known.
 *
 * @param <L> the loggers of the framework
 */
public abstract class CaptureContract<F extends Fixture, L> extends FixtureContract<F> {
  /** Holds a way to log {@code a b} at DEBUG. */
  public record DebugCall<L>(String name, Consumer<L> log) {}

  /** Holds a call, and the logger that it is made with. */
  private record Made<L>(DebugCall<L> call, String logger) {}

  /**
   * Returns the ways to log at DEBUG. Those with "throwable" in their name log an
   * IllegalStateException of the message x, too.
   */
  protected abstract List<DebugCall<L>> debugCalls();

  /** Returns the logger of that name. */
  protected abstract L logger(String name);

  /** Returns the levels of the framework from the lowest to the highest. */
  protected abstract List<String> levels();

  /** Returns whether a null message reaches other appenders while a tracer is attached. */
  protected boolean nullMessageLeaks() {
    return true;
  }

  @BeforeEach
  void configure() {
    contexts.configure(contexts.one(""));
  }

  /** Makes each call, and then checks what became of each. */
  private Stream<DynamicTest> each(Consumer<Made<L>> make, Consumer<Made<L>> check) {
    List<Made<L>> all = all();
    all.forEach(make);
    // Waits for all that asynchronous loggers have to write.
    contexts.shown();
    return all.stream()
        .map(made -> DynamicTest.dynamicTest(made.call().name(), () -> check.accept(made)));
  }

  private List<Made<L>> all() {
    List<Made<L>> all = new ArrayList<>();
    for (DebugCall<L> call : debugCalls()) {
      all.add(new Made<>(call, "com.acme.Call" + all.size() + "x"));
    }
    return all;
  }

  private void make(Made<L> made) {
    made.call().log().accept(logger(made.logger()));
  }

  @TestFactory
  Stream<DynamicTest> debugCall_attached_firesOnceAndNobodyElseSees() {
    contexts.attach("log:debug");

    return each(
        this::make,
        made -> {
          List<List<Object>> events = contexts.eventsOf(made.logger());
          assertThat(events).hasSize(1);
          assertThat(events.get(0).get(0)).isEqualTo("a b");
          assertThat(events.get(0).get(2)).isEqualTo(10L | 0x100);
          assertThat(events.get(0).get(7))
              .isEqualTo(
                  made.call().name().contains("throwable")
                      ? "java.lang.IllegalStateException: x"
                      : "");
          assertThat(contexts.shown(made.logger())).isEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> debugCall_levelIsDebug_firesOnceAndOthersSee() {
    contexts.attach("log:debug");

    return eachAtDebug();
  }

  private Stream<DynamicTest> eachAtDebug() {
    return each(
        made -> {
          contexts.calls(made.logger()).setLevel("debug");
          make(made);
        },
        made -> {
          assertThat(contexts.shown(made.logger())).containsExactly("a b");
          List<List<Object>> events = contexts.eventsOf(made.logger());
          assertThat(events).hasSize(1);
          assertThat(events.get(0).get(0)).isEqualTo("a b");
          assertThat(events.get(0).get(2)).isEqualTo(10L);
        });
  }

  /** No appender of ours gets such an event, so the filter fires it. */
  @TestFactory
  Stream<DynamicTest> debugCall_levelIsDebugAndAppenderIsNotReached_firesOnceAndOthersSee() {
    contexts.reconfigure(contexts.aside("com.acme", ""));
    contexts.attach("log:debug");

    return eachAtDebug();
  }

  @Test
  void eventAtLevel_belowLevelIsNotCapturedAndAppenderIsNotReached_firesOnce() {
    contexts.reconfigure(contexts.aside("com.acme", contexts.option("captureBelowLevel", "false")));
    contexts.attach("log:info");
    contexts.attach("log:debug");
    LogCalls logger = contexts.calls(Fixture.ORDERS);

    logger.log("info", "at");
    logger.log("debug", "below");

    assertThat(contexts.fired("log", "info")).containsExactly("at");
    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.shown()).containsExactly("at");
  }

  @TestFactory
  Stream<DynamicTest> debugCall_ownProviderAttached_firesThere() {
    all().forEach(made -> contexts.calls(made.logger()));
    all().forEach(made -> contexts.attachToOwn(made.logger()));

    return each(
        made -> {
          make(made);
          made.call().log().accept(logger(made.logger() + ".Other"));
        },
        made -> {
          assertThat(contexts.fired(made.logger().replace('.', '_'), "debug"))
              .containsExactly("a b");
          assertThat(contexts.eventsOf(made.logger())).hasSize(1);
          assertThat(contexts.eventsOf(made.logger() + ".Other")).isEmpty();
          assertThat(contexts.shown(made.logger())).isEmpty();
          assertThat(contexts.shown(made.logger() + ".Other")).isEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> debugCall_detached_isAsBefore() {
    contexts.attach("log:debug");
    all().forEach(this::make);
    contexts.detach("log:debug");

    return each(
        this::make,
        made -> {
          assertThat(contexts.eventsOf(made.logger())).hasSize(1);
          assertThat(contexts.shown(made.logger())).isEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> debugCall_otherLevelAttached_doesNothing() {
    contexts.attach("log:trace");
    contexts.attach("log:info");

    return each(
        this::make,
        made -> {
          assertThat(contexts.eventsOf(made.logger())).isEmpty();
          assertThat(contexts.shown(made.logger())).isEmpty();
        });
  }

  /** Tests a documented case: where filters see guards, one cannot be told from a null message. */
  @Test
  void nullMessage_attached_leaksWhereGuardsAreFiltered() {
    contexts.attach("log:debug");

    contexts.calls(Fixture.ORDERS).debug(null);

    assertThat(contexts.shown()).hasSize(nullMessageLeaks() ? 1 : 0);
  }

  /** Tests another documented case: a guard whose answer goes into what is logged anyway. */
  @Test
  void textThatAGuardChooses_attached_isThatOfDebug() {
    LogCalls logger = contexts.calls(Fixture.ORDERS);
    contexts.attach("log:debug");

    logger.info(logger.isEnabled("debug") ? "much" : "little");

    assertThat(contexts.shown()).containsExactly("much");
  }

  @Test
  void levels_attached_fireTheirOwnProbe() {
    List<String> expected = new ArrayList<>();
    for (String level : levels()) {
      contexts.attach("log:" + level);
      int number = 10 * levels().indexOf(level);
      expected.add(level + (number < 20 ? number | 0x100 : number));
    }

    levels().forEach(level -> contexts.calls(Fixture.ORDERS).log(level, level));

    assertThat(contexts.shown()).isEqualTo(levels().subList(2, levels().size()));
    assertThat(contexts.fired())
        .extracting(fired -> fired.probe() + fired.arguments().get(2))
        .isEqualTo(expected);
  }

  @Test
  void logger_new_getsItsProvider() {
    contexts.calls("com.acme.Late");
    contexts.attachToOwn("com.acme.Late");

    contexts.calls("com.acme.Late").debug("a");

    assertThat(contexts.fired("com_acme_Late", "debug")).containsExactly("a");
  }
}
