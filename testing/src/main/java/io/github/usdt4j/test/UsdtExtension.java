package io.github.usdt4j.test;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a {@link ProbeRecorder} to test methods, and to their {@code @BeforeEach} and
 * {@code @AfterEach} methods, that declare a parameter of that type, one recorder for each test; it
 * is a JUnit 5 extension.
 *
 * <pre>{@code
 * @ExtendWith(UsdtExtension.class)
 * }</pre>
 */
public final class UsdtExtension implements ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(UsdtExtension.class);

  /** JUnit makes the extension with this. */
  public UsdtExtension() {}

  /** JUnit calls this; tells whether the parameter is a recorder for a test. */
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ProbeRecorder.class
        && context.getTestMethod().isPresent();
  }

  /** JUnit calls this; returns the recorder of a test, which begins with its first use. */
  @Override
  public ProbeRecorder resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return store(context)
        .getOrComputeIfAbsent(
            ProbeRecorder.class,
            key -> {
              ProbeRecorder recorder = new ProbeRecorder();
              recorder.begin();
              return recorder;
            },
            ProbeRecorder.class);
  }

  /** JUnit calls this after each test, whose recorder ends. */
  @Override
  public void afterEach(ExtensionContext context) {
    ProbeRecorder recorder = store(context).remove(ProbeRecorder.class, ProbeRecorder.class);
    if (recorder != null) {
      recorder.end();
    }
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
