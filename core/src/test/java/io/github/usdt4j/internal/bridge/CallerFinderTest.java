package io.github.usdt4j.internal.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

final class CallerFinderTest {
  /** Finds the caller when it is asked to log, as a filter does. */
  private static final class Wrapper implements System.Logger {
    private StackTraceElement[] found = {};
    private List<String> more = List.of();

    @Override
    public String getName() {
      return "wrapper";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
      found = CallerFinder.find(Wrapper.class, 2, more);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... arguments) {
      found = CallerFinder.find(Wrapper.class, 2, more);
    }

    void logThroughItself() {
      log(Level.INFO, "m");
    }
  }

  private final Wrapper wrapper = new Wrapper();

  @Test
  void find_behindLoggers_isTheFirstThatIsNone() {
    wrapper.logThroughItself();

    assertThat(wrapper.found).hasSize(2);
    assertThat(wrapper.found[0].getMethodName())
        .isEqualTo("find_behindLoggers_isTheFirstThatIsNone");
    assertThat(wrapper.found[0].getClassName()).isEqualTo(CallerFinderTest.class.getName());
  }

  @Test
  void find_morePackages_areSkippedToo() {
    wrapper.more = List.of(CallerFinderTest.class.getPackageName(), "java.", "jdk.", "sun.");

    wrapper.logThroughItself();

    assertThat(wrapper.found[0].getClassName()).startsWith("org.junit.");
  }

  @Test
  void find_withoutLoggers_isNothing() {
    assertThat(CallerFinder.find(CallerFinderTest.class)).isNull();
  }
}
