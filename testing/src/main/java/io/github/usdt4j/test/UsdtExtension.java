package io.github.usdt4j.test;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit 5 extension that gives a {@link ProbeRecorder} to test methods, and to their
 * {@code @BeforeEach} and {@code @AfterEach} methods, which declare a parameter of that type: one
 * for each test.
 *
 * <pre>{@code
 * @ExtendWith(UsdtExtension.class)
 * }</pre>
 */
public final class UsdtExtension implements ParameterResolver, AfterEachCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(UsdtExtension.class);

  /** For JUnit. */
  public UsdtExtension() {}

  /** For JUnit: tells whether the parameter is a recorder for a test. */
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ProbeRecorder.class
        && context.getTestMethod().isPresent();
  }

  /** For JUnit: returns the recorder of a test, which begins with its first use. */
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

  /** For JUnit: ends a test. */
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
