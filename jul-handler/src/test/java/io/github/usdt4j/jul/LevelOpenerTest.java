package io.github.usdt4j.jul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an application may do with loggers and handlers while their levels are open, also between
 * two looks of the opener: the fixture lets it look only where a test says so.
 */
class LevelOpenerTest {
  private static final String NEW = Contexts.ORDERS + ".New";

  final Contexts contexts = contexts();
  final Logger orders = contexts.logger(Contexts.ORDERS);
  private final Logger acme = contexts.logger("com.acme");

  Contexts contexts() {
    return new Contexts();
  }

  @BeforeEach
  void attach() {
    contexts.configure(contexts.one(""));
    contexts.attach("log:debug");
  }

  @AfterEach
  void close() {
    contexts.close();
  }

  private void look() {
    contexts.attach("nothing:*");
  }

  private List<Object> fired() {
    return contexts.fired("log", "debug");
  }

  /** Makes a logger that the opener has not met. */
  private Logger made(String name) {
    return contexts.manager.find(name);
  }

  @Test
  void newLogger_belowAnOpenedOne_firesAndLeavesTheLog() {
    Logger child = made(NEW);
    assertThat(child.isLoggable(Level.FINE)).isTrue();

    child.fine("below");
    child.info("at");

    assertThat(contexts.shown()).containsExactly("at");
    assertThat(contexts.events("log", "debug")).hasSize(1);
    assertThat(contexts.events("log", "debug").get(0).get(2)).isEqualTo(10L | 0x100);
  }

  @Test
  void newLogger_belowTheRoot_isSeenFromTheNextLookOn() {
    Logger other = made("other");

    other.fine("missed");
    look();
    other.fine("seen");

    assertThat(fired()).containsExactly("seen");
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void root_isNeverOpened() {
    assertThat(contexts.logger("").isLoggable(Level.FINE)).isFalse();
    assertThat(contexts.logger("").getLevel()).isSameAs(Level.INFO);
  }

  @Test
  void level_setMeanwhile_countsAtOnce() {
    orders.setLevel(Level.FINE);
    orders.fine("at");
    orders.setLevel(Level.WARNING);
    orders.fine("missed until the next look");
    orders.info("below");
    look();
    orders.fine("below");
    orders.warning("at");

    assertThat(contexts.shown()).containsExactly("at", "at");
    assertThat(fired()).containsExactly("at", "below");
    contexts.detach("log:debug");
    assertThat(orders.getLevel()).isSameAs(Level.WARNING);
  }

  @Test
  void level_ofALoggerAboveSetMeanwhile_countsAtOnce() {
    orders.fine("below");
    acme.setLevel(Level.FINE);
    orders.fine("at");
    acme.setLevel(Level.OFF);
    orders.severe("below");
    acme.setLevel(null);
    orders.info("at");

    assertThat(contexts.shown()).containsExactly("at", "at");
    assertThat(fired()).containsExactly("below", "at");
  }

  @Test
  void level_keptByName_isTheApplicationsWhenSetAgain() {
    acme.setLevel(Level.WARNING);
    look();
    assertThat(acme.getLevel()).isInstanceOf(OpenedLevel.class);

    acme.setLevel(Level.parse(acme.getLevel().getName()));

    assertThat(acme.getLevel()).isSameAs(Level.WARNING);
  }

  @Test
  void level_keptAndSetAgainWhenTheTracerHasGone_isTakenOut() {
    Level kept = orders.getLevel();
    contexts.detach("log:debug");
    orders.setLevel(kept);

    orders.fine("below");
    assertThat(contexts.shown()).isEmpty();
    look();
    assertThat(orders.getLevel()).isNull();
  }

  @Test
  void levelAll_isNotOpened() {
    orders.setLevel(Level.ALL);
    look();

    assertThat(orders.getLevel()).isSameAs(Level.ALL);
  }

  @Test
  void levelOff_isOpenedAndClosed() {
    orders.setLevel(Level.OFF);
    contexts.attach("log:error");

    orders.severe("below");
    orders.log(Level.OFF, "below");

    assertThat(contexts.shown()).isEmpty();
    assertThat(contexts.fired("log", "error")).containsExactly("below");
    contexts.detach("log:debug");
    contexts.detach("log:error");
    assertThat(orders.getLevel()).isSameAs(Level.OFF);
  }

  @Test
  void filter_ofTheApplication_isAskedOnceAndObeyed() {
    contexts.detach("log:debug");
    contexts.settle();
    List<String> asked = new ArrayList<>();
    Filter filter =
        record -> {
          asked.add(record.getMessage());
          return !record.getMessage().startsWith("denied");
        };
    orders.setFilter(filter);
    contexts.attach("log:debug");
    contexts.attach("log:info");

    orders.fine("below");
    orders.fine("denied below");
    orders.info("at");
    orders.info("denied at");

    assertThat(asked).containsExactly("below", "denied below", "at", "denied at");
    assertThat(contexts.shown()).containsExactly("at");
    assertThat(fired()).containsExactly("below");
    assertThat(contexts.fired("log", "info")).containsExactly("at");
    contexts.detach("log:debug");
    contexts.detach("log:info");
    contexts.settle();
    assertThat(orders.getFilter()).isSameAs(filter);
  }

  @Test
  void filter_ofTheApplicationThatThrows_isAsWithoutTracer() {
    failingFilter();

    assertThatIllegalStateException().isThrownBy(() -> orders.info("at")).withMessage("at");

    assertThat(contexts.shown()).isEmpty();
  }

  /** Sets a filter that fails, and sees that it does not below the level. */
  final void failingFilter() {
    orders.setFilter(
        record -> {
          throw new IllegalStateException(record.getMessage());
        });
    look();

    orders.fine("below");

    assertThat(contexts.statuses()).isEmpty();
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void filter_setMeanwhile_leavesTheLogAndIsKept() {
    Filter filter = record -> true;
    orders.setFilter(filter);

    orders.fine("below");
    look();
    orders.fine("below too");

    assertThat(contexts.shown()).isEmpty();
    assertThat(fired()).containsExactly("below", "below too");
    contexts.detach("log:debug");
    contexts.settle();
    assertThat(orders.getFilter()).isSameAs(filter);
  }

  @Test
  void filter_putAroundOurs_firesOnce() {
    Filter ours = orders.getFilter();
    orders.setFilter(record -> ours.isLoggable(record));

    orders.fine("below");
    look();
    orders.fine("below too");
    orders.info("at");

    assertThat(contexts.shown()).containsExactly("at");
    assertThat(fired()).containsExactly("below", "below too");
  }

  @Test
  void handler_addedMeanwhile_getsWhatItGetsWithoutTracer() {
    ShownHandler added = new ShownHandler();
    acme.addHandler(added);

    orders.fine("below");
    look();
    made(NEW).fine("below too");
    orders.info("at");

    assertThat(added.messages()).containsExactly("at");
    assertThat(added.getFilter()).isNotNull();
    contexts.detach("log:debug");
    contexts.settle();
    assertThat(added.getFilter()).isNull();
  }

  /** Such a handler would get the records of a new logger below an opened one. */
  @Test
  void handler_thatAsksNoFilter_keepsLoggersWithOthersBelowClosed() {
    List<String> got = new ArrayList<>();

    assertKeepsLoggersClosed(
        got,
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            got.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  /** The one that it extends would ask. */
  @Test
  void handler_thatPublishesInItsOwnWay_keepsLoggersWithOthersBelowClosed() {
    List<String> got = new ArrayList<>();

    assertKeepsLoggersClosed(
        got,
        new StreamHandler() {
          @Override
          public synchronized void publish(LogRecord record) {
            got.add(record.getMessage());
          }
        });
  }

  /** It would ask, but in a native image no class file says so. */
  @Test
  void handler_ofOthersInANativeImage_keepsLoggersWithOthersBelowClosed() {
    System.setProperty("org.graalvm.nativeimage.imagecode", "runtime");
    try {
      assertKeepsLoggersClosed(new ArrayList<>(), new StreamHandler() {});
    } finally {
      System.clearProperty("org.graalvm.nativeimage.imagecode");
    }
  }

  private void assertKeepsLoggersClosed(List<String> got, Handler careless) {
    contexts.logger("").addHandler(careless);
    look();

    assertThat(acme.isLoggable(Level.FINE)).isFalse();
    orders.fine("below");
    made("com.acme.New").fine("below");

    assertThat(fired()).containsExactly("below");
    assertThat(got).isEmpty();
  }

  @Test
  void handler_thatHandsUpWhatItPublishes_leavesLoggersOpen() {
    contexts
        .logger("")
        .addHandler(
            new StreamHandler() {
              @Override
              public synchronized void publish(LogRecord record) {
                super.publish(record);
                flush();
              }
            });
    look();

    assertThat(acme.isLoggable(Level.FINE)).isTrue();
  }

  @Test
  void filterOfHandlers_thatLowersLevelsAndAsksForThem_isAnsweredAsWithoutTracer() {
    List<ShownHandler> quiet = List.of(quiet(orders), quiet(orders));
    look();

    orders.info("noise");
    orders.info("news");

    assertThat(quiet).allSatisfy(handler -> assertThat(handler.messages()).containsExactly("news"));
    assertThat(orders.isLoggable(Level.FINE)).isTrue();
    assertThat(fired()).containsExactly("noise");
    assertThat(contexts.events("log", "debug").get(0).get(2)).isEqualTo(10L | 0x100);
  }

  @Test
  void filterOfAHandler_thatLowersLevelsAndAsksForThemAtThatLevel_letsPass() {
    ShownHandler quiet = quiet(orders);
    orders.setLevel(Level.FINE);
    contexts.attach("log:trace");

    orders.info("noise");

    assertThat(quiet.messages()).containsExactly("noise");
    assertThat(orders.isLoggable(Level.FINEST)).isTrue();
    assertThat(contexts.events("log", "debug").get(0).get(2)).isEqualTo(10L);
  }

  @Test
  void filterOfAHandler_thatAsksForANewLogger_isAnsweredAsWithoutTracer() {
    ShownHandler quiet = quiet(orders);
    look();
    Logger child = made(NEW);

    child.info("noise");

    assertThat(quiet.messages()).isEmpty();
    assertThat(child.getLevel()).isNull();
    assertThat(child.isLoggable(Level.FINE)).isTrue();
  }

  @Test
  void filterOfAHandler_thatOnlyLowersLevels_letsPass() {
    ShownHandler relabelling = new ShownHandler();
    relabelling.setFilter(
        record -> {
          record.setLevel(Level.FINE);
          return true;
        });
    orders.addHandler(relabelling);
    look();

    orders.info("at");

    assertThat(relabelling.messages()).containsExactly("at");
  }

  @Test
  void lookOrLevel_whileAFilterAsks_leaveTheAnswerAndTheLevel() {
    ShownHandler quiet = new ShownHandler();
    quiet.setFilter(
        record -> {
          record.setLevel(Level.FINE);
          look();
          boolean isShown = orders.isLoggable(Level.FINE);
          if (!isShown) {
            orders.setLevel(Level.WARNING);
          }
          return isShown;
        });
    orders.addHandler(quiet);
    look();

    orders.info("noise");

    assertThat(quiet.messages()).isEmpty();
    assertThat(orders.getLevel()).isSameAs(Level.WARNING);
    look();
    assertThat(orders.isLoggable(Level.FINE)).isTrue();
  }

  /** Returns a new handler of a logger, with a filter such as Quarkus has. */
  final ShownHandler quiet(Logger logger) {
    ShownHandler quiet = new ShownHandler();
    quiet.setFilter(
        record -> {
          if (!record.getMessage().equals("noise")) {
            return true;
          }
          record.setLevel(Level.FINE);
          return contexts.manager.find(record.getLoggerName()).isLoggable(Level.FINE);
        });
    logger.addHandler(quiet);
    return quiet;
  }

  @Test
  void excludedLogger_belowAnOpenedOne_leavesTheLog() {
    contexts.configure(contexts.one(contexts.option("loggersExcluded", "*.Secret")));
    Logger secret = contexts.logger("com.acme.Secret");
    look();

    secret.fine("below");
    secret.info("at");
    acme.fine("seen");

    assertThat(contexts.shown()).containsExactly("at");
    assertThat(fired()).containsExactly("seen");
  }

  @Test
  void configurationReadAgain_isOpenedAgainAtTheNextLook() {
    contexts.configure(contexts.one(""));

    orders.fine("below");

    assertThat(fired()).containsExactly("below");
    assertThat(contexts.shown()).isEmpty();
  }

  @Test
  void tracerGone_loggersAndHandlersAreAsBefore() {
    assertThat(orders.isLoggable(Level.FINE)).isTrue();
    assertThat(orders.isLoggable(Level.FINER)).isFalse();

    contexts.detach("log:debug");
    assertThat(orders.getLevel()).isNull();
    assertThat(orders.isLoggable(Level.FINE)).isFalse();

    contexts.settle();
    assertThat(orders.getFilter()).isNull();
    assertThat(contexts.logger("").getFilter()).isNull();
    assertThat(contexts.logger("").getHandlers())
        .allSatisfy(handler -> assertThat(handler.getFilter()).isNull());
  }

  @Test
  void ownProviderAttached_opensThatLoggerAlone() {
    contexts.detach("log:debug");
    contexts.attachToOwn(Contexts.ORDERS);

    assertThat(orders.isLoggable(Level.FINE)).isTrue();
    assertThat(acme.isLoggable(Level.FINE)).isFalse();
  }
}
