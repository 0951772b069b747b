package io.github.usdt4j.log4j2.programs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;

/** A web application, as far as logging goes: deployed when made, undeployed when closed. */
public final class Redeployed implements Runnable, AutoCloseable {
  private static final String CONFIGURATION =
      """
      <Configuration>
        <Appenders>
          <Usdt name="USDT"><Probes logger="com.acme.billing" provider="billing"/></Usdt>
          <Usdt name="SHOP" provider="shop"/>
        </Appenders>
        <Loggers>
          <Root level="INFO"><AppenderRef ref="USDT"/><AppenderRef ref="SHOP"/></Root>
        </Loggers>
      </Configuration>
      """;

  private final LoggerContext context = LoggerContext.getContext(false);

  /** What becomes of the answer is read from this class. */
  private boolean isDebug;

  /** Made by the container. */
  public Redeployed() throws IOException {
    context.reconfigure(
        new XmlConfiguration(
            context,
            new ConfigurationSource(
                new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.UTF_8)))));
  }

  @Override
  public void run() {
    Logger logger = context.getLogger("com.acme.Orders");
    ThreadContext.put("tenant", "acme");
    logger.debug("parametrised {}", this);
    logger.atDebug().log("fluent");
    logger.debug("throwable", new IllegalStateException("cause"));
    isDebug = logger.isDebugEnabled();
    if (isDebug) {
      logger.debug("guarded");
    }
    logger.info("at the level {}", this);
    ThreadContext.clearAll();
  }

  /** As Log4j's own support of web applications does it. */
  @Override
  public void close() {
    LogManager.shutdown(context);
  }

  @Override
  public String toString() {
    return "application";
  }
}
