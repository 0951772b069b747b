package io.github.usdt4j.internal.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SafeViewTest {
  private static final String FAILURE = "java.lang.IllegalArgumentException";

  private final List<String> reports = new ArrayList<>();
  private final Failures failures = new Failures((message, cause) -> reports.add(message));

  /** An event of which nothing can be had. */
  private final EventView failing =
      (EventView)
          Proxy.newProxyInstance(
              EventView.class.getClassLoader(),
              new Class<?>[] {EventView.class},
              (proxy, method, arguments) -> {
                throw new IllegalArgumentException(method.getName());
              });

  private final EventView view = new SafeView(failing, "com.acme.Orders", failures);

  @Test
  void everyPart_cannotBeHad_hasAValueAndIsCounted()
      throws IllegalAccessException, InvocationTargetException {
    int parts = 0;
    for (Method part : EventView.class.getMethods()) {
      if (part.getParameterCount() == 0) {
        Object value = part.invoke(view);
        parts++;
        if (part.getReturnType() == String.class) {
          assertThat((String) value).as(part.getName()).endsWith(" failed: " + FAILURE + "]");
        }
      }
    }

    assertThat(failures.count()).isEqualTo(parts).isEqualTo(11);
    assertThat(reports)
        .singleElement()
        .asString()
        .contains(" of an event of com.acme.Orders could not be rendered (failure 1");
  }

  @Test
  void texts_cannotBeHad_sayWhichAndWhy() {
    assertThat(view.message()).isEqualTo("[message failed: " + FAILURE + "]");
    assertThat(view.context()).isEqualTo(Map.of("mdc", "[mdc failed: " + FAILURE + "]"));
    assertThat(view.markers()).containsExactly("[markers failed: " + FAILURE + "]");
  }

  @Test
  void value_cannotBeHad_saysWhy() {
    Object value =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("x");
          }
        };

    assertThat(SafeText.of(value)).isEqualTo("[text failed: java.lang.IllegalStateException]");
    assertThat(SafeText.of(4711)).isEqualTo("4711");
    assertThat(SafeText.of(null)).isEqualTo("null");
  }
}
