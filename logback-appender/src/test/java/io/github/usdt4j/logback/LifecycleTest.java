package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.sift.SiftingAppender;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.appenders.LifecycleContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts, stops, resets, and several of everything. */
final class LifecycleTest extends LifecycleContract<Contexts> {
  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected int eventsBetween() {
    return 2;
  }

  @Test
  void start_filterIsFirstInTheChain() {
    contexts.configure(
        "<turboFilter class=\"ch.qos.logback.classic.turbo.MDCFilter\"/>" + contexts.one(""));

    assertThat(contexts.context.getTurboFilterList())
        .hasSize(2)
        .first()
        .isInstanceOf(UsdtFilter.class);
  }

  @Test
  void reset_endsProbesAndFilter() {
    plain();
    attach();

    contexts.context.reset();

    assertThat(contexts.context.getTurboFilterList()).isEmpty();
    assertThat(contexts.isLive("log:debug")).isFalse();
  }

  /** Logback's own rescan: a changed file, met by its scanner. */
  @Test
  void rescan_attached_goesOnWithTheNewConfiguration(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("logback.xml");
    String scanned =
        "<configuration scan=\"true\" scanPeriod=\"50 milliseconds\">"
            + "%s<!-- %s --></configuration>";
    Files.writeString(file, scanned.formatted(contexts.one(""), "before"));
    contexts.configureFile(file);
    attach();
    Object before = contexts.appender();

    Files.writeString(
        file, scanned.formatted(contexts.one(contexts.option("maxMessageBytes", "3")), "after"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
    Await.until(
        () -> "the rescan, after " + contexts.context.getStatusManager().getCopyOfStatusList(),
        () ->
            contexts.appender() != null
                && contexts.appender() != before
                && contexts.appender().isStarted());
    Await.until(
        () -> "probes after the rescan",
        () -> {
          contexts.clearFired();
          logger.debug("below");
          return !contexts.fired().isEmpty();
        });

    assertThat(contexts.fired("log", "debug")).containsExactly("bel");
    assertThat(contexts.context.getTurboFilterList()).hasSize(1);
  }

  @Test
  void loggerThatReachesNoAppenderAtAll_firesOnce() {
    contexts.configure(
        """
        <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
        <logger name="com.acme" additivity="false"/>
        <root level="INFO"><appender-ref ref="USDT"/></root>
        """);
    attach();

    logBoth();

    assertThat(contexts.fired("log", "debug")).hasSize(1);
    assertThat(contexts.fired("log", "info")).hasSize(1);
  }

  @Test
  void siftedAppender_stoppedSinceNoEventComes_firesBelowLevelAndGoesOnAsTheNextOne() {
    contexts.configure(
        """
        <appender name="SIFT" class="ch.qos.logback.classic.sift.SiftingAppender">
          <discriminator><key>k</key><defaultValue>a</defaultValue></discriminator>
          <sift><appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/></sift>
        </appender>
        <root level="INFO"><appender-ref ref="SIFT"/></root>
        """);
    logger.info("makes it");
    attach();
    SiftingAppender sifting =
        (SiftingAppender) contexts.logger(Logger.ROOT_LOGGER_NAME).getAppender("SIFT");

    sifting.getAppenderTracker().removeStaleComponents(Long.MAX_VALUE);
    assertThat(sifting.getAppenderTracker().allComponents()).isEmpty();
    logBoth();
    assertBothFiredOnce("log");
    logBoth();

    assertBothFiredOnce("log");
    sifting.getAppenderTracker().removeStaleComponents(Long.MAX_VALUE);
    contexts.context.reset();
    assertThat(contexts.isLive("log:debug")).isFalse();
    assertThat(contexts.context.getTurboFilterList()).isEmpty();
  }

  @Test
  void siftedAppenders_oneStopped_eachFiresItsEventsOnceInItsLayout() {
    contexts.configure(
        """
        <appender name="SIFT" class="ch.qos.logback.classic.sift.SiftingAppender">
          <discriminator><key>k</key><defaultValue>none</defaultValue></discriminator>
          <sift>
            <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender">
              <layout class="ch.qos.logback.classic.PatternLayout">
                <pattern>${k} %msg</pattern>
              </layout>
            </appender>
          </sift>
        </appender>
        <root level="INFO"><appender-ref ref="SIFT"/></root>
        """);
    SiftingAppender sifting =
        (SiftingAppender) contexts.logger(Logger.ROOT_LOGGER_NAME).getAppender("SIFT");
    logWith("b", "makes it");
    sifting.getAppenderTracker().removeStaleComponents(Long.MAX_VALUE);
    logWith("a", "makes it");
    attach();

    logWith("a", "1");
    logWith("b", "2");
    logWith("c", "3");
    logWith("b", "4");

    assertThat(contexts.fired("log", "info")).containsExactly("a 1", "b 2", "c 3", "b 4");
  }

  private void logWith(String key, String message) {
    contexts.put("k", key);
    logger.info(message);
    contexts.clearContext();
  }

  /** A program may take the appender out without a reset. */
  @Test
  void siftingAppender_stopped_endsProbesAndFilter() {
    contexts.configure(
        """
        <appender name="SIFT" class="ch.qos.logback.classic.sift.SiftingAppender">
          <discriminator><key>k</key><defaultValue>a</defaultValue></discriminator>
          <sift><appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/></sift>
        </appender>
        <root level="INFO"><appender-ref ref="SIFT"/></root>
        """);
    logger.info("makes it");
    assertThat(contexts.isLive("log:debug")).isTrue();
    Logger root = contexts.logger(Logger.ROOT_LOGGER_NAME);
    SiftingAppender sifting = (SiftingAppender) root.getAppender("SIFT");

    root.detachAppender(sifting);
    sifting.stop();

    assertThat(contexts.isLive("log:debug")).isFalse();
    assertThat(contexts.context.getTurboFilterList()).isEmpty();
  }

  @Test
  void unreferenced_isNotMade() {
    contexts.configure(
        """
        <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
        <root level="INFO"/>
        """);

    assertThat(contexts.isLive("log:debug")).isFalse();
  }

  @Test
  void newLogger_getsItsProviderByItself() {
    plain();
    contexts.calls("com.acme.Late");

    Await.until(() -> "com_acme_Late", () -> contexts.isLive("com_acme_Late:debug"));
  }

  @Test
  void asyncAppender_inFront_isReportedOnce() {
    contexts.configure(
        """
        <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
        <appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender">
          <appender-ref ref="USDT"/>
        </appender>
        <root level="INFO"><appender-ref ref="ASYNC"/></root>
        """);
    attach();

    logBoth();
    logger.info("again");

    Await.until(() -> "both", () -> contexts.fired("log", "info").size() == 2);
    assertThat(contexts.fired("log", "debug")).containsExactly("below 1");
    assertThat(contexts.events("log", "info").get(0).get(6))
        .isEqualTo(Thread.currentThread().getName());
    assertThat(contexts.statuses())
        .singleElement()
        .asString()
        .startsWith("behind an AsyncAppender, tracers see the thread id");
  }
}
