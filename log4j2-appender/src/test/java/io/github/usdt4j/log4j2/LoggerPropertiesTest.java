package io.github.usdt4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LoggerPropertiesTest {
  private Contexts contexts;

  @AfterEach
  void close() {
    ThreadContext.clearAll();
    contexts.close();
  }

  @ParameterizedTest
  @EnumSource
  void property_ofALogger_isInEveryEvent(Loggers loggers) {
    contexts = loggers == Loggers.ASYNCHRONOUS ? Contexts.async() : new Contexts();
    contexts.configure(
        """
        <Appenders><Usdt name='USDT' mdcArgs='who'/></Appenders>
        <Loggers>
          <Root level='INFO'><AppenderRef ref='USDT'/></Root>
          <Logger name='com.acme' level='INFO'>
            <Property name='app' value='shop'/>
            <Property name='who' value='$${ctx:tenant}'/>
          </Logger>
        </Loggers>
        """);
    contexts.attach("log:debug");
    contexts.attach("log:info");
    Logger logger = contexts.logger(Contexts.ORDERS);
    ThreadContext.put("tenant", "acme");

    logger.info("at");
    logger.debug("below");

    for (String level : new String[] {"info", "debug"}) {
      assertThat(contexts.events("log", level))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.get(3)).as(level).isEqualTo("app=shop tenant=acme who=acme");
                assertThat(event.get(4)).as(level).isEqualTo("acme");
              });
    }
  }
}
