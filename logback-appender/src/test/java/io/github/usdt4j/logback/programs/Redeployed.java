package io.github.usdt4j.logback.programs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** A web application, as far as logging goes: deployed when made, undeployed when closed. */
public final class Redeployed implements Runnable, AutoCloseable {
  private static final String CONFIGURATION =
      """
      <configuration>
        <appender name="USDT" class="io.github.usdt4j.logback.UsdtAppender"/>
        <appender name="SHOP" class="io.github.usdt4j.logback.UsdtAppender">
          <provider>shop</provider>
        </appender>
        <root level="INFO"><appender-ref ref="USDT"/><appender-ref ref="SHOP"/></root>
      </configuration>
      """;

  private final LoggerContext context = new LoggerContext();

  /** What becomes of the answer is read from this class. */
  private boolean isDebug;

  /** Made by the container. */
  public Redeployed() throws JoranException {
    context.setMDCAdapter(new LogbackMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void run() {
    Logger logger = context.getLogger("com.acme.Orders");
    context.getMDCAdapter().put("tenant", "acme");
    logger.debug("parametrised {}", this);
    logger.atDebug().addKeyValue("order", this).log("fluent");
    logger.debug("throwable", new IllegalStateException("cause"));
    isDebug = logger.isDebugEnabled();
    if (isDebug) {
      logger.debug("guarded");
    }
    logger.info("at the level {}", this);
    context.getMDCAdapter().clear();
  }

  @Override
  public void close() {
    context.stop();
  }

  @Override
  public String toString() {
    return "application";
  }
}
