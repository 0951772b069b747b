package io.github.usdt4j.internal.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each is asked once, in the order of the chain, and the first that says something is obeyed. */
final class OtherFiltersTest {
  /** A filter is named by what it answers; ours is "own". */
  @ParameterizedTest
  @CsvSource({
    "own, '', NEUTRAL",
    "ACCEPT own, '', NEUTRAL",
    "ACCEPT own NEUTRAL NEUTRAL, NEUTRAL NEUTRAL, NEUTRAL",
    "own NEUTRAL DENY ACCEPT, NEUTRAL DENY, DENY",
    "own ACCEPT DENY, ACCEPT, ACCEPT",
    "DENY ACCEPT, '', NEUTRAL",
  })
  void ask_chain_isAskedBehindOurs(String chain, String asked, Reply expected) {
    List<String> questions = new ArrayList<>();

    Reply reply =
        OtherFilters.ask(
            List.of(chain.split(" ", -1)),
            "own",
            filter -> {
              questions.add(filter);
              return Reply.valueOf(filter);
            });

    assertThat(reply).isEqualTo(expected);
    assertThat(String.join(" ", questions)).isEqualTo(asked);
  }
}
