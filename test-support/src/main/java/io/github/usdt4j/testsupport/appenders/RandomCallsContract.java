package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.RandomCases;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tests a program of random calls as its twins see it: what a tracer gets is what the framework
 * writes at its lowest level without us, and what the framework writes is what it writes without a
 * tracer.
 */
public abstract class RandomCallsContract<F extends Fixture> extends FixtureContract<F> {
  private static final int PROGRAMS = 20;
  private static final int CALLS = 250;

  private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");
  private static final List<String> LOGGERS =
      List.of(Fixture.ORDERS, "com.acme.aside.A", "org.x.Y");

  /** Makes a call, with a logger of any twin. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Call(Kind kind, String level, String logger, String message, Object... arguments) {
    @Override
    public String toString() {
      return "%s %s %s '%s' %s"
          .formatted(kind, level, logger, message, Arrays.deepToString(arguments));
    }

    void make(Fixture twin) {
      LogCalls calls = twin.calls(logger);
      switch (kind) {
        case PLAIN -> calls.log(level, message, arguments);
        case FLUENT -> calls.fluent(level, message, arguments);
        case GUARDED -> {
          if (calls.isEnabled(level)) {
            calls.log(level, message, arguments);
          }
        }
        case GUARDED_FLUENT -> {
          if (calls.isEnabled(level)) {
            calls.fluent(level, message, arguments);
          }
        }
      }
    }
  }

  private enum Kind {
    PLAIN,
    FLUENT,
    GUARDED,
    GUARDED_FLUENT
  }

  /** Returns elements that each have our appender and the one beside it, in many ways. */
  protected List<String> setups() {
    return List.of(
        contexts.one(""),
        contexts.one(contexts.option("includeCaller", "true")),
        contexts.aside("com.acme.aside", ""),
        contexts.two("log", "", ""),
        contexts.two("log", "", contexts.option("includeCaller", "true")));
  }

  @Test
  void calls_ofAnyKind_fireOnceWholeAndLeaveTheLog() {
    contexts.configure(contexts.none());
    RandomCases.check(PROGRAMS, this::checkProgram);
  }

  private void checkProgram(RandomGenerator random) {
    List<String> setups = setups();
    String setup = setups.get(random.nextInt(setups.size()));
    contexts.reconfigure(setup);
    LEVELS.forEach(level -> contexts.attach("log:" + level));
    try (Fixture quiet = contexts.another();
        Fixture loud = contexts.another()) {
      quiet.configure(quiet.besideAlone("INFO"));
      loud.configure(loud.besideAlone("TRACE"));

      List<Call> calls = IntStream.range(0, CALLS).mapToObj(i -> call(i, random)).toList();
      for (Call call : calls) {
        call.make(contexts);
        call.make(quiet);
        call.make(loud);
      }

      List<String> expected = loud.shown();
      Await.until(() -> "all events", () -> contexts.fired().size() >= expected.size());
      assertThat(contexts.shown()).isEqualTo(quiet.shown());
      List<String> fired =
          contexts.fired().stream().map(each -> (String) each.arguments().get(0)).toList();
      assertThat(fired)
          .as(
              () ->
                  "of "
                      + setup
                      + ", calls whose messages differ: "
                      + others(calls, fired, expected))
          .containsExactlyInAnyOrderElementsOf(expected);
    } finally {
      LEVELS.forEach(level -> contexts.detach("log:" + level));
      contexts.clearFired();
    }
  }

  private static List<Call> others(List<Call> calls, List<String> some, List<String> more) {
    return calls.stream().filter(call -> !only(call, some).equals(only(call, more))).toList();
  }

  private static List<String> only(Call call, List<String> messages) {
    String number = call.message().substring(0, 4);
    return messages.stream().filter(message -> message.startsWith(number)).toList();
  }

  private static Call call(int number, RandomGenerator random) {
    Object[] arguments =
        IntStream.range(0, random.nextInt(5)).mapToObj(i -> argument(random)).toArray();
    // As many braces as arguments, or some more or fewer.
    int braces = random.nextInt(3) > 0 ? arguments.length : random.nextInt(5);
    return new Call(
        any(Arrays.asList(Kind.values()), random),
        any(LEVELS, random),
        any(LOGGERS, random),
        "%04d".formatted(number) + " {}".repeat(braces),
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
