package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.RandomCases;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests a program of random calls as its twins see it: what a tracer gets is what the framework
 * writes at its lowest level without us, and what the framework writes is what it writes without a
 * tracer.
 */
public abstract class RandomCallsContract<F extends Fixture> extends FixtureContract<F> {
  private static final int PROGRAMS = 20;
  private static final int CALLS = 250;

  /** How a call's message begins. */
  private static final String NUMBER = "#%04d";

  private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");
  private static final List<String> LOGGERS =
      List.of(Fixture.ORDERS, "com.acme.aside.A", "org.x.Y");

  /** The two ways to log that every framework's logger has; it may have more. */
  private static final List<String> WAYS = List.of("plain", "fluent");

  /** Makes a call, with a logger of any twin. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Call(
      String way,
      boolean isGuarded,
      String level,
      String logger,
      String message,
      Object... arguments) {
    @Override
    public String toString() {
      return "%s%s, %s %s '%s' %s"
          .formatted(
              way,
              isGuarded ? " behind a guard" : "",
              level,
              logger,
              message,
              Arrays.deepToString(arguments));
    }

    void make(Fixture twin) {
      LogCalls calls = twin.calls(logger);
      if (isGuarded && !calls.isEnabled(level)) {
        return;
      }
      switch (way) {
        case "plain" -> calls.log(level, message, arguments);
        case "fluent" -> calls.fluent(level, message, arguments);
        default -> calls.logBy(way, level, message, arguments);
      }
    }
  }

  /** Holds elements that have our appender and the one beside it, and the filters of all twins. */
  private record Setup(String filters, String appenders) {}

  /** Returns elements that each have our appender and the one beside it, in many ways. */
  protected List<String> appenders() {
    return List.of(
        contexts.one(""),
        contexts.one(contexts.option("includeCaller", "true")),
        contexts.aside("com.acme.aside", ""),
        contexts.two("log", "", ""),
        contexts.two("log", "", contexts.option("includeCaller", "true")));
  }

  /** Returns elements of filters for the calls of all loggers. */
  protected abstract List<String> filters();

  private List<Setup> setups() {
    return Stream.concat(
            appenders().stream().map(each -> new Setup("", each)),
            filters().stream().map(each -> new Setup(each, contexts.one(""))))
        .toList();
  }

  @Test
  void calls_ofAnyKind_fireOnceWholeAndLeaveTheLog() {
    contexts.configure(contexts.none());
    RandomCases.check(PROGRAMS, this::checkProgram);
  }

  private void checkProgram(RandomGenerator random) {
    Setup setup = any(setups(), random);
    contexts.reconfigure(setup.filters() + setup.appenders());
    LEVELS.forEach(level -> contexts.attach("log:" + level));
    try (Fixture quiet = contexts.another();
        Fixture loud = contexts.another()) {
      quiet.configure(setup.filters() + quiet.besideAlone("INFO"));
      loud.configure(setup.filters() + loud.besideAlone("TRACE"));

      List<String> ways =
          Stream.concat(WAYS.stream(), contexts.calls(Fixture.ORDERS).ways().stream()).toList();
      List<Call> calls = IntStream.range(0, CALLS).mapToObj(i -> call(i, ways, random)).toList();
      for (Call call : calls) {
        call.make(contexts);
        call.make(quiet);
        call.make(loud);
      }

      List<String> expected = loud.shown();
      Await.until(() -> "all events", () -> contexts.fired().size() >= expected.size());
      // Then nothing is pending any more.
      assertThat(contexts.shown())
          .as(() -> "log of " + setup + ": " + others(calls, contexts.shown(), quiet.shown()))
          .isEqualTo(quiet.shown());
      List<String> fired =
          contexts.fired().stream().map(each -> (String) each.arguments().get(0)).toList();
      assertThat(fired)
          .as(() -> "events of " + setup + ": " + others(calls, fired, expected))
          .containsExactlyInAnyOrderElementsOf(expected);
    } finally {
      LEVELS.forEach(level -> contexts.detach("log:" + level));
      contexts.clearFired();
    }
  }

  /** Returns the calls whose messages are not the same here and there. */
  private static List<Call> others(List<Call> calls, List<String> some, List<String> more) {
    return calls.stream().filter(call -> !only(call, some).equals(only(call, more))).toList();
  }

  private static List<String> only(Call call, List<String> messages) {
    String number = call.message().substring(0, "#0000".length());
    return messages.stream().filter(message -> message.contains(number)).toList();
  }

  private static Call call(int number, List<String> ways, RandomGenerator random) {
    Object[] arguments =
        IntStream.range(0, random.nextInt(5)).mapToObj(i -> argument(random)).toArray();
    // As many braces as arguments, or some more or fewer.
    int braces = random.nextInt(3) > 0 ? arguments.length : random.nextInt(5);
    String way = any(ways, random);
    // Where a filter accepts the marker, a guard that is asked without it does change the log.
    boolean isGuarded = !way.contains("marker") && random.nextBoolean();
    return new Call(
        way,
        isGuarded,
        any(LEVELS, random),
        any(LOGGERS, random),
        NUMBER.formatted(number) + " {}".repeat(braces),
        arguments);
  }

  private static Object argument(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> random.nextInt();
      case 2 -> new int[] {random.nextInt(), 2};
      case 3 -> new Object[] {"in", new Object[] {1, null}};
      case 4 -> new IllegalStateException("thrown");
      case 5 -> List.of("a", random.nextInt());
      case 6 -> "{}";
      default -> "text with \\ and \n";
    };
  }

  private static <T> T any(List<T> all, RandomGenerator random) {
    return all.get(random.nextInt(all.size()));
  }
}
