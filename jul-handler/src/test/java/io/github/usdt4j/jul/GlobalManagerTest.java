package io.github.usdt4j.jul;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.internal.Backends;
import io.github.usdt4j.test.internal.Recording;
import io.github.usdt4j.testsupport.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log manager of the JVM, configured by properties, and the thread that opens levels. */
final class GlobalManagerTest {
  private static final LogManager MANAGER = LogManager.getLogManager();
  private static final String NAME = UsdtHandler.class.getName();

  private final Recording<String> tracer =
      new Recording<>((provider, probe, types, arguments) -> probe + " " + arguments.get(0));
  private final Logger logger = Logger.getLogger("com.acme.Global");
  private Backends.Scope scope;

  @BeforeEach
  void useRecorder() {
    scope = Backends.use(tracer.backend());
  }

  @AfterEach
  void restore() throws IOException {
    MANAGER.readConfiguration();
    // The bridge of this log manager stays, and so does what its gate has read.
    tracer.close();
    scope.close();
  }

  private static void configure(String... lines) throws IOException {
    MANAGER.readConfiguration(
        new ByteArrayInputStream(String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(Logger.getLogger("").getHandlers()).hasSize(1);
  }

  private static UsdtHandler handler() {
    return (UsdtHandler) Logger.getLogger("").getHandlers()[0];
  }

  @Test
  void properties_areTheOptions() throws IOException {
    configure("handlers = " + NAME, NAME + ".provider = shop", NAME + ".level = WARNING");

    assertThat(handler().isStarted()).isTrue();
    assertThat(handler().getLevel()).isSameAs(Level.WARNING);
    assertThat(tracer.isLive("shop:debug")).isTrue();
    assertThat(tracer.isLive("log:debug")).isFalse();
  }

  @Test
  void property_misspelt_isFoundAndTheConfigurationStays() throws IOException {
    configure("handlers = " + NAME, NAME + ".mdcExclude = pin", "com.acme.level = FINER");

    assertThat(handler().isStarted()).isFalse();
    assertThat(tracer.isLive("log:debug")).isFalse();
    assertThat(HandlerProperties.read(MANAGER)).isEqualTo(Map.of("mdcExclude", "pin"));
    assertThat(MANAGER.getProperty("com.acme.level")).isEqualTo("FINER");
    assertThat(MANAGER.getProperty("\uffff")).isNull();
  }

  @Test
  void tracer_comesAndGoes_levelIsOpenedAndClosed() throws IOException {
    configure("handlers = " + NAME);
    tracer.attach("log:debug");
    Await.until(() -> "an open level", () -> logger.isLoggable(Level.FINE));

    logger.fine("below");
    System.getLogger("com.acme.Global").log(System.Logger.Level.DEBUG, "of the system's");
    tracer.detach("log:debug");
    Await.until(() -> "a closed level", () -> !logger.isLoggable(Level.FINE));

    assertThat(tracer.fired()).containsExactly("debug below", "debug of the system's");
    assertThat(logger.getLevel()).isNull();
    Await.until(() -> "a logger without our filter", () -> logger.getFilter() == null);
  }

  @Test
  void configurationReadAgain_underATracer_handlerIsAnotherAndFires() throws IOException {
    configure("handlers = " + NAME);
    tracer.attach("log:debug");
    Handler before = handler();
    Await.until(() -> "an open level", () -> logger.isLoggable(Level.FINE));

    configure("handlers = " + NAME);

    assertThat(handler()).isNotSameAs(before);
    tracer.attach("log:debug");
    Await.until(() -> "an open level", () -> logger.isLoggable(Level.FINE));
    logger.fine("below");
    assertThat(tracer.fired()).isEqualTo(List.of("debug below"));
  }
}
