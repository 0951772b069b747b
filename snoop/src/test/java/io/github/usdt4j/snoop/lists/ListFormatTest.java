package io.github.usdt4j.snoop.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ListFormatTest {
  private static final String LIST =
      """
      usdt4j-probes 1
      interface: com.acme.ShopProbes
      provider: shop
      module: orders
      comment: What the shop does.
      probe: sold
      function: checkout
      comment: Sold */ | <b>\033[2J
      argument: item STRING
      comment: what
      argument: order.total UINT32
      argument: price DOUBLE
      probe: order-sent
      function: sent
      """;

  private static final ProbeList SHOP = ProbeList.parse("here", LIST);

  @Test
  void table_ofAList_hasItsProbesAndArguments() {
    assertThat(ListFormat.MD.text(List.of(SHOP)))
        .isEqualTo(
            """
            ## Probes of `shop`

            What the shop does.

            | probe | argument | type | is |
            |---|---|---|---|
            | `shop:sold` | | | Sold */ \\| &lt;b>\\u{1b}[2J |
            | | arg0 `item` | `char *` | what |
            | | arg1 `order.total` | `uint32_t` |  |
            | | arg2 `price` | `double` |  |
            | `shop:order-sent` | | |  |

            Module `orders`, declared by `com.acme.ShopProbes`.
            """);
  }

  @Test
  void script_forBpftrace_leavesOutWhatItCannotName() {
    assertThat(ListFormat.BPFTRACE.text(List.of(SHOP)))
        .endsWith(
            """
            // com.acme.ShopProbes

            // Sold */ | <b>\\u{1b}[2J
            //   arg0 item: char *, what
            //   arg1 order.total: uint32_t
            //   arg2 price: double
            usdt:*:shop:sold
            {
            	printf("shop:sold item=%s order.total=%u price=0x%lx\\n", str(arg0, 32), arg1, arg2);
            }

            // shop:order-sent is left out: bpftrace takes words alone for names
            """);
  }

  @Test
  void script_forDtrace_endsNoCommentEarly() {
    assertThat(ListFormat.DTRACE.text(List.of(SHOP)))
        .endsWith(
            """
            /*
             * Sold * / | <b>\\u{1b}[2J
             *   arg0 item: char *, what
             *   arg1 order.total: uint32_t
             *   arg2 price: double
             */
            shop$1:::sold
            {
            	printf("shop:sold item=%s order.total=%u price=0x%lx\\n", arg0 == 0 || *(char *)copyin(arg0, 1) == 0 ? "" : copyinstr(arg0), arg1, arg2);
            }

            /* shop:order-sent is left out: a script takes words alone for names */
            """);
  }

  @Test
  void scripts_ofManyArguments_readThoseThatTheTracerHas() {
    StringBuilder list = new StringBuilder(LIST);
    for (int i = 0; i < 12; i++) {
      list.append("argument: a%d INT64\n".formatted(i));
    }
    List<ProbeList> lists =
        List.of(ProbeList.parse("here", list.toString().replace("order-sent", "sent")));

    assertThat(ListFormat.BPFTRACE.text(lists))
        .contains("arg5);", "//   arg6 a6: int64_t: not read here")
        .doesNotContain("arg6)", "arg6,");
    assertThat(ListFormat.DTRACE.text(lists))
        .contains("(int64_t)arg9);", " *   arg10 a10: int64_t: not read here")
        .doesNotContain("(int64_t)arg10");
  }
}
