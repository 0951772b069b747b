package io.github.usdt4j.log4j2;

import io.github.usdt4j.testsupport.appenders.RandomCallsContract;
import java.util.List;
import java.util.stream.Stream;

class RandomCallsTest extends RandomCallsContract<Contexts> {
  private static final List<String> IN_FRONT =
      List.of(
          "<Async name='FRONT'><AppenderRef ref='USDT'/></Async>",
          "<Rewrite name='FRONT'><AppenderRef ref='USDT'/></Rewrite>",
          "<Routing name='FRONT'><Routes pattern='a'><Route key='a' ref='USDT'/></Routes></Routing>",
          "<Failover name='FRONT' primary='USDT'><Failovers><AppenderRef ref='SHOWN'/></Failovers>"
              + "</Failover>");

  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected List<String> filters() {
    return List.of(
        "<MarkerFilter marker='MARKED' onMatch='DENY' onMismatch='NEUTRAL'/>",
        "<MarkerFilter marker='MARKED' onMatch='ACCEPT' onMismatch='NEUTRAL'/>",
        "<Filters><RegexFilter regex='.*7.*' onMatch='DENY' onMismatch='NEUTRAL'/>"
            + "<LevelMatchFilter level='WARN' onMatch='DENY' onMismatch='NEUTRAL'/></Filters>");
  }

  @Override
  protected List<String> appenders() {
    return Stream.concat(
            super.appenders().stream(), IN_FRONT.stream().map(RandomCallsTest::withAppenderInFront))
        .toList();
  }

  private static String withAppenderInFront(String front) {
    return """
        <Appenders><Usdt name='USDT'/><Shown name='SHOWN'/>%s</Appenders>
        <Loggers>
          <Root level='INFO'><AppenderRef ref='FRONT'/><AppenderRef ref='SHOWN'/></Root>
        </Loggers>
        """
        .formatted(front);
  }
}
