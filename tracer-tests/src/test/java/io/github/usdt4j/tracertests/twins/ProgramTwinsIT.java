package io.github.usdt4j.tracertests.twins;

import static io.github.usdt4j.testsupport.twin.TwinFramework.LOG4J2;
import static io.github.usdt4j.testsupport.twin.TwinFramework.LOGBACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Readme;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.twin.Likeness;
import io.github.usdt4j.testsupport.twin.TwinFramework;
import io.github.usdt4j.testsupport.twin.TwinProgram;
import io.github.usdt4j.testsupport.twin.TwinResult;
import io.github.usdt4j.testsupport.twin.TwinRun;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The programs of other modules' tests as twins. Those that are not here log nothing, log as often
 * as time allows (Reloads), configure their logging themselves (Redeployed), or wait for probes
 * (ManyLoggers).
 */
@Requires(Need.ROOT)
final class ProgramTwinsIT {
  private static final String ROUNDS = "round acme first";

  @ParameterizedTest
  @EnumSource(names = {"LOGBACK", "LOG4J2"})
  void calls_ofEveryKind_areSeenAndLeaveTheLog(TwinFramework framework) {
    assertAlike(calls(framework).commands(ROUNDS, "round initech second", "guard", "rendered"));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGBACK", "LOG4J2"})
  void calls_withCallerAndStack_areSeenAndLeaveTheLog(TwinFramework framework) {
    String options =
        framework == LOGBACK
            ? "<includeCaller>true</includeCaller><includeStackTrace>true</includeStackTrace>"
            : "includeCaller=\"true\" includeStackTrace=\"true\"";

    assertAlike(calls(framework).commands(ROUNDS).options(options));
  }

  @Test
  void calls_ofAsynchronousLoggers_areSeenAndLeaveTheLog() {
    assertAlike(
        program(
                LOG4J2,
                "log4j2-appender",
                "log4j2.programs.Calls",
                "-Dlog4j2.contextSelector="
                    + "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector")
            .commands(ROUNDS, "flush"));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGBACK", "LOG4J2"})
  void storm_ofThreads_isSeenAndLeavesTheLog(TwinFramework framework) {
    assertAlike(
        program(framework, module(framework), name(framework) + ".programs.Storm")
            .commands("storm 8 500", "log vip 50", "log any 50")
            // A filter of the program accepts what some threads log at TRACE.
            .at("TRACE")
            .alikeBy(Likeness.EVENTS)
            .replacing("Thread-\\d+", "Thread-N"));
  }

  @Test
  void storm_throughTheJdk_isSeenAndLeavesTheLog() {
    Path[] classPath =
        Stream.concat(
                Stream.of(Readme.root().resolve("jul-handler/target/test-classes")),
                Modules.built("jul-rounds"))
            .toArray(Path[]::new);

    assertAlike(
        TwinProgram.of(
                TwinFramework.JUL,
                own ->
                    TwinProgram.gated("io.github.usdt4j.jul.programs.Storm", classPath)
                        .quickToStart())
            .commands("storm 8 500")
            .at("TRACE")
            .alikeBy(Likeness.EVENTS)
            .replacing("Thread-\\d+", "Thread-N"));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGBACK", "LOG4J2"})
  void calls_ofAProgramThatTheBridgeIsBroughtTo_areSeenAndLeaveNothing(TwinFramework framework) {
    Path[] classPath = Modules.withoutUsdt4j(Modules.testClasses(module(framework), framework));

    assertAlike(
        TwinProgram.of(
                framework,
                own ->
                    TwinProgram.gated(
                            "io.github.usdt4j." + name(framework) + ".programs.Calls", classPath)
                        .quickToStart())
            .commands(ROUNDS, "round initech second", "guard", "rendered")
            .at("TRACE")
            // Our own bean, which the JDK logs at FINER.
            .optional("javax.management.mbeanserver")
            .attached("--include-caller", "true", "--include-stack-trace", "true"));
  }

  @Test
  void logApp_ofSnoop_isSeenAndLeavesTheLog() {
    assertAlike(
        program(LOGBACK, "snoop", "snoop.programs.LogApp")
            .commands(
                "mdc dGVuYW50 YWNtZQ==",
                "log DEBUG com.acme.A b25l",
                "fail INFO com.acme.B dHdv dGhyZWU=",
                "blast 3 100 100000")
            .alikeBy(Likeness.SEQUENCE_OF_THREADS));
  }

  private static TwinProgram calls(TwinFramework framework) {
    return program(framework, module(framework), name(framework) + ".programs.Calls").at("TRACE");
  }

  private static TwinProgram program(
      TwinFramework framework, String module, String main, String... options) {
    return TwinProgram.of(
        framework,
        directory ->
            TwinProgram.gated("io.github.usdt4j." + main, Modules.testClasses(module, framework))
                .quickToStart()
                .options(options));
  }

  private static void assertAlike(TwinProgram program) {
    TwinResult result = TwinRun.of(program);

    assertThat(result.differences()).isEmpty();
    assertThat(result.below()).isPositive();
    assertThat(result.lines()).isPositive();
  }

  private static String module(TwinFramework framework) {
    return name(framework) + "-appender";
  }

  private static String name(TwinFramework framework) {
    return framework == LOGBACK ? "logback" : "log4j2";
  }
}
