package io.github.usdt4j.testsupport.appenders;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Dtrace;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.programs.LogCensus;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a running JVM at INFO under DTrace. It starts once for all of it, since that costs more
 * than anything else here.
 */
@Requires(
    value = {Need.ROOT, Need.UPROBE_EVENTS, Need.DTRACE},
    tools = "env")
public abstract class DtraceContract {
  /** Fifty thousand events of four threads. */
  private static final int ROUNDS = 625;

  /** The arguments are the process, a logger's provider with the process behind it, and a level. */
  private static final String PROGRAM =
      """
      log$1:::$3 /copyinstr(arg0) != "counted"/
      {
        printf("level|%s|%s|%d|", copyinstr(arg0), copyinstr(arg1), arg2);
        printf("%s|%s|%s|", copyinstr(arg3), copyinstr(arg4), copyinstr(arg5));
        printf("%s|%s|\\n", copyinstr(arg6), copyinstr(arg7));
      }

      log$1:::$3 /copyinstr(arg4) == "hooli"/
      {
        printf("tenant|%s\\n", copyinstr(arg0));
      }

      $2:::$3 /copyinstr(arg0) != "counted"/
      {
        printf("logger|%s|%s\\n", copyinstr(arg0), copyinstr(arg1));
      }

      log$1:::trace, log$1:::debug, log$1:::info, log$1:::warn, log$1:::error
      /copyinstr(arg0) == "counted"/
      {
        @fired = count();
        @levels[probename] = count();
        @loggers[copyinstr(arg1)] = count();
        @tenants[copyinstr(arg4)] = count();
      }

      $2:::$3 /copyinstr(arg0) == "counted"/
      {
        @own = count();
      }

      END
      {
        printa("fired %@d\\n", @fired);
        printa("by level %s %@d\\n", @levels);
        printa("by logger %s %@d\\n", @loggers);
        printa("by tenant %s %@d\\n", @tenants);
        printa("own %@d\\n", @own);
      }
      """;

  @TempDir private Path directory;

  /** Returns a {@link LogCensus} at INFO; the tenant is the first argument that it asks for. */
  protected abstract Jvm program(Path directory);

  /** Waits until the framework knows that a tracer has come, or gone; most know it at once. */
  protected void awaitTracer(ProgramJvm jvm, boolean isThere) {}

  @TestFactory
  final Stream<DynamicTest> dtrace_attached_showsAndCountsAllEvents() {
    try (ProgramJvm jvm = new ProgramJvm(program(directory).quickToStart())) {
      String credit = "com_acme_Credit" + jvm.pid();
      Await.until(() -> credit, () -> !Dtrace.list(credit + ":::debug").isEmpty());
      String idle = jvm.ask("guard");
      String watched;
      List<String> lines;
      try (Dtrace dtrace = Dtrace.attach(256, PROGRAM, "" + jvm.pid(), credit, "debug")) {
        awaitTracer(jvm, true);
        watched = jvm.ask("guard");
        jvm.ask("log acme debug com.acme.Orders first");
        jvm.ask("log hooli debug com.acme.Credit second");
        jvm.ask("log nobody debug com.acme.Credit third");
        jvm.ask("census " + ROUNDS);
        lines = dtrace.stop();
      }
      awaitTracer(jvm, false);
      String afterwards = jvm.ask("guard");
      return Stream.concat(
          shown(lines),
          Stream.of(
              test(
                  "guard_whileAttached_isOpen",
                  List.of(idle, watched, afterwards),
                  "false",
                  "true",
                  "false")));
    }
  }

  private static Stream<DynamicTest> shown(List<String> lines) {
    return Stream.of(
        test(
            "belowLevel_ofAnyLogger_showsItsArgumentsAlsoEmptyOnes",
            of(lines, "level|"),
            "level|first|com.acme.Orders|266|tenant=acme|acme||main||",
            "level|second|com.acme.Credit|266|tenant=hooli|hooli||main||",
            "level|third|com.acme.Credit|266||||main||"),
        test(
            "provider_ofALogger_showsThatLoggerOnly",
            of(lines, "logger|"),
            "logger|second|com.acme.Credit",
            "logger|third|com.acme.Credit"),
        test("predicate_onAnMdcArgument_showsOneTenant", of(lines, "tenant|"), "tenant|second"),
        test("events_ofFourThreads_areCounted", of(lines, "fired "), "fired 50000"),
        test(
            "events_ofFourThreads_areCountedByLevel",
            of(lines, "by level "),
            each("by level %s 10000", LogCensus.LEVELS)),
        test(
            "events_ofFourThreads_areCountedByLogger",
            of(lines, "by logger "),
            each("by logger %s 12500", LogCensus.LOGGERS)),
        test(
            "events_ofFourThreads_areCountedByTenant",
            of(lines, "by tenant "),
            each("by tenant %s 12500", LogCensus.TENANTS)),
        test("events_ofALoggerAndLevel_areCounted", of(lines, "own "), "own 2500"),
        DynamicTest.dynamicTest(
            "dtrace_saysNothingElse",
            () ->
                assertThat(lines)
                    .allMatch(
                        line -> line.matches("((level|logger|tenant)\\||fired |by |own ).*"))));
  }

  private static String[] each(String line, List<String> names) {
    return names.stream().map(line::formatted).toArray(String[]::new);
  }

  private static List<String> of(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).toList();
  }

  private static DynamicTest test(String name, List<String> lines, String... expected) {
    return DynamicTest.dynamicTest(
        name, () -> assertThat(lines).containsExactlyInAnyOrder(expected));
  }
}
