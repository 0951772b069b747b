package io.github.usdt4j.logback;

import io.github.usdt4j.testsupport.appenders.RandomCallsContract;
import java.util.List;
import java.util.stream.Stream;

final class RandomCallsTest extends RandomCallsContract<Contexts> {
  private static final String ASYNC =
      """
      <appender name='USDT' class='io.github.usdt4j.logback.UsdtAppender'/>
      <appender name='ASYNC' class='ch.qos.logback.classic.AsyncAppender'>
        <discardingThreshold>0</discardingThreshold>
        <appender-ref ref='USDT'/>
      </appender>
      <appender name='TEXT' class='io.github.usdt4j.logback.TextAppender'/>
      <root level='INFO'><appender-ref ref='ASYNC'/><appender-ref ref='TEXT'/></root>
      """;

  private static final String BELOW =
      """
      <appender name='USDT' class='io.github.usdt4j.logback.UsdtAppender'/>
      <appender name='TEXT' class='io.github.usdt4j.logback.TextAppender'/>
      <logger name='com.acme.aside' additivity='false'>
        <appender-ref ref='USDT'/><appender-ref ref='TEXT'/>
      </logger>
      <root level='INFO'><appender-ref ref='TEXT'/></root>
      """;

  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected List<String> filters() {
    String marker =
        """
        <turboFilter class='ch.qos.logback.classic.turbo.MarkerFilter'>
          <Marker>MARKED</Marker><OnMatch>%s</OnMatch>
        </turboFilter>
        """;
    return List.of(marker.formatted("DENY"), marker.formatted("ACCEPT"));
  }

  @Override
  protected List<String> appenders() {
    return Stream.concat(super.appenders().stream(), Stream.of(ASYNC, BELOW)).toList();
  }
}
