package io.github.usdt4j.snoop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.proc.ReadLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whose processes are read, by a clock that goes on only while a process is read. */
class TurnsTest {
  private static final long SLOW = 11;
  private static final long QUICK = 22;
  private static final long THIRD = 33;

  /** Far more than the test takes, so that no limit of a process ends. */
  private static final long HOUR_MILLIS = 3_600_000;

  private final List<Long> read = new ArrayList<>();
  private final List<Long> late = new ArrayList<>();
  private long now;

  @Test
  void processesOfOneUser_doNotKeepThoseOfAnotherBehind() {
    Budget budget = budget();
    Turns turns = new Turns();
    add(turns, SLOW, 5);
    add(turns, QUICK, 3);

    turns.read(budget, reader(HOUR_MILLIS / 10, 1));

    assertThat(read).containsExactly(SLOW, QUICK, QUICK, QUICK, SLOW, SLOW, SLOW, SLOW);
    assertThat(late).isEmpty();
  }

  @Test
  void userWhoHasTakenMuch_comesAfterOthersInTheNextLookToo() {
    Budget budget = budget();
    Turns first = new Turns();
    add(first, SLOW, 2);
    first.read(budget, reader(HOUR_MILLIS / 4, 1));
    budget.renew();
    read.clear();
    Turns second = new Turns();
    add(second, SLOW, 1);
    add(second, THIRD, 1);

    second.read(budget, reader(1, 1));

    assertThat(read).containsExactly(THIRD, SLOW);
  }

  @Test
  void timeOfOneUser_isLimited() {
    Turns turns = new Turns();
    add(turns, SLOW, 10);

    turns.read(budget(), reader(HOUR_MILLIS / 3, 1));

    assertThat(read).hasSize(3);
    assertThat(late).hasSize(7);
  }

  @Test
  void timeOfAllUsers_isLimited() {
    Turns turns = new Turns();
    for (long uid = 1; uid <= 40; uid++) {
      add(turns, uid, 10);
    }

    turns.read(budget(), reader(HOUR_MILLIS / 4, HOUR_MILLIS / 4));

    assertThat(read).hasSize(8).doesNotHaveDuplicates();
    assertThat(late).hasSize(400 - 8);
  }

  @Test
  void userWhoIsReadFirst_hasAllOfItsTime() {
    Turns turns = new Turns();
    add(turns, SLOW, 10);
    add(turns, QUICK, 2);
    Budget budget = budget();

    turns.readFirst(QUICK, budget, reader(1, HOUR_MILLIS / 2));
    turns.read(budget, reader(HOUR_MILLIS / 2, 1));

    assertThat(read).containsExactly(QUICK, QUICK, SLOW, SLOW);
  }

  private Budget budget() {
    return new Budget(HOUR_MILLIS, 2, () -> now);
  }

  private static void add(Turns turns, long uid, int processes) {
    for (int i = 0; i < processes; i++) {
      turns.add(uid * 1000 + i, uid);
    }
  }

  /** Takes so many milliseconds for a process of the slow user, and of another. */
  private Turns.Reader reader(long slowMillis, long otherMillis) {
    return new Turns.Reader() {
      @Override
      public void read(long pid, ReadLimit limit) {
        long uid = pid / 1000;
        read.add(uid);
        now += TimeUnit.MILLISECONDS.toNanos(uid == SLOW ? slowMillis : otherMillis);
      }

      @Override
      public void done(long pid, long uid, boolean isWhole) {
        assertThat(isWhole).isTrue();
      }

      @Override
      public void late(long pid, long uid) {
        late.add(uid);
      }
    };
  }
}
