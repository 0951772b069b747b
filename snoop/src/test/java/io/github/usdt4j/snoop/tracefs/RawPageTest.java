package io.github.usdt4j.snoop.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawPageTest {
  private static final int DATA = 1;
  private static final int PADDING = 29;
  private static final int TIME_EXTEND = 30;
  private static final int TIME_STAMP = 31;
  private static final long START = 1_000_000;

  private final ByteBuffer page = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());
  private final List<String> visited = new ArrayList<>();

  RawPageTest() {
    page.putLong(START).putLong(0);
  }

  @Test
  void times_addUp() {
    data(5, 11);
    head(TIME_EXTEND, 3).putInt(2);
    data(7, 12);
    head(PADDING, 1).putInt(8).putInt(0);
    data(1, 13);

    read(0);

    long extended = START + 5 + 3 + (2L << 27) + 7;
    assertThat(visited)
        .containsExactly(START + 5 + ":11", extended + ":12", extended + 1 + 1 + ":13");
  }

  @Test
  void absoluteTime_replacesTheTimeSoFar() {
    head(TIME_STAMP, 9).putInt(3);
    data(1, 11);

    read(0);

    assertThat(visited).containsExactly((3L << 27) + 9 + 1 + ":11");
  }

  @Test
  void longData_hasItsLengthInFront() {
    head(0, 2).putInt(4 + 8).putInt(11).putInt(99);
    data(1, 12);

    read(0);

    assertThat(visited).containsExactly(START + 2 + ":11", START + 3 + ":12");
  }

  @Test
  void paddingWithoutTime_endsThePage() {
    data(1, 11);
    head(PADDING, 0);
    data(1, 12);

    read(0);

    assertThat(visited).containsExactly(START + 1 + ":11");
  }

  @Test
  void lostEvents_areCounted() {
    data(1, 11);
    int end = page.position();
    page.putLong(end, 4711);

    read(1L << 31 | 1L << 30);

    assertThat(visited).containsExactly("lost 4711", START + 1 + ":11");
  }

  @Test
  void lostEventsWithoutNumber_areAtLeastOne() {
    read(1L << 31);

    assertThat(visited).containsExactly("lost 1");
  }

  private void data(int delta, int value) {
    head(DATA, delta).putInt(value);
  }

  private ByteBuffer head(int type, int delta) {
    return page.putInt(delta << 5 | type);
  }

  private void read(long flags) {
    page.putLong(8, page.position() - 16 | flags);
    RawPage.read(
        page.clear(),
        new RawPage.Visitor() {
          @Override
          public void event(long nanos, ByteBuffer from, int at, int size) {
            visited.add(nanos + ":" + from.getInt(at));
          }

          @Override
          public void lost(long count) {
            visited.add("lost " + count);
          }
        });
  }
}
