package io.github.usdt4j.internal.bridge;

import java.util.List;
import java.util.function.Function;

/** Asks the filters of a chain that come after ours, which a framework would ask next. */
public final class OtherFilters {
  private OtherFilters() {}

  /**
   * Asks them one after the other.
   *
   * @param chain all filters
   * @param own where the others begin; none when it is not in the chain
   * @param question gives one filter's answer
   * @return the first answer that is not neutral, else neutral
   */
  public static <F> Reply ask(List<F> chain, F own, Function<F, Reply> question) {
    int place = chain.indexOf(own);
    for (int i = place + 1; place >= 0 && i < chain.size(); i++) {
      Reply reply = question.apply(chain.get(i));
      if (reply != Reply.NEUTRAL) {
        return reply;
      }
    }
    return Reply.NEUTRAL;
  }
}
