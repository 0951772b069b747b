package io.github.usdt4j.jul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.logging.Filter;
import java.util.logging.Level;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

final class JBossLevelOpenerTest extends LevelOpenerTest {
  @Override
  Contexts contexts() {
    return new JBossContexts();
  }

  /** JBoss LogManager takes a filter that fails for one that lets pass. */
  @Override
  @Test
  void filter_ofTheApplicationThatThrows_isAsWithoutTracer() {
    failingFilter();

    assertThatNoException().isThrownBy(() -> orders.info("at"));

    assertThat(contexts.shown()).containsExactly("at");
  }

  /** Quarkus has all its handlers behind one of the root. */
  @Test
  void filterOfAHandlerBehindAnother_thatLowersLevelsAndAsksForThem_isAnsweredAsWithoutTracer() {
    ShownHandler quiet = quiet(orders);
    Filter own = quiet.getFilter();
    orders.removeHandler(quiet);
    ExtHandler front =
        new ExtHandler() {
          @Override
          protected void doPublish(ExtLogRecord record) {
            publishToNestedHandlers(record);
          }
        };
    front.addHandler(quiet);
    orders.addHandler(front);
    contexts.attach("log:trace");

    orders.info("noise");
    orders.info("news");
    orders.fine("below");

    assertThat(quiet.messages()).containsExactly("news");
    assertThat(contexts.fired("log", "debug")).containsExactly("noise", "below");
    contexts.detach("log:debug");
    contexts.detach("log:trace");
    contexts.settle();
    assertThat(quiet.getFilter()).isSameAs(own);
  }

  /** The filter above is asked too, and has another level. */
  @Test
  void useParentFilters_recordOfALowerLevelBelow_isLoggedAndFiresOnce() {
    orders.setLevel(Level.FINE);
    ((org.jboss.logmanager.Logger) orders).setUseParentFilters(true);
    contexts.attach("log:debug");

    orders.fine("at its level");
    orders.finest("below");

    assertThat(contexts.shown()).containsExactly("at its level");
    assertThat(contexts.fired("log", "debug")).containsExactly("at its level");
  }
}
