package io.github.usdt4j.internal.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.Await;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

final class OpenedGuardsTest {
  private static final String LOGGER = "com.acme.Orders";

  @Test
  void of_sameContext_remembers() {
    Object context = new Object();

    OpenedGuards.of(context).remember(LOGGER);

    assertThat(OpenedGuards.of(context).remembers(LOGGER)).isTrue();
    assertThat(OpenedGuards.of(context).remembers("com.acme.Other")).isFalse();
    assertThat(OpenedGuards.of(new Object()).remembers(LOGGER)).isFalse();
  }

  @Test
  void of_contextThatIsGone_isNotHeld() {
    WeakReference<Object> context = new WeakReference<>(new Object());
    OpenedGuards.of(context.get()).remember(LOGGER);

    Await.until(
        () -> "the end of the context",
        () -> {
          System.gc();
          return context.refersTo(null);
        });
  }
}
