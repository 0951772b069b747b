package io.github.usdt4j.snoop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.snoop.images.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final long HOUR_MILLIS = 3_600_000;

  /** More than the processes of a user may have kept of them, and less than all users' may. */
  private static final int MOST_PROCESSES = 20_000;

  @Test
  void user_withLongNamesInTheImages_hasALimitAndOthersAreRead() {
    Budget budget = new Budget(HOUR_MILLIS, 1);

    assertThat(kept(budget, 1, "x".repeat(4000))).isBetween(100, 1000);
    assertThat(kept(budget, 2, "x")).isBetween(5000, MOST_PROCESSES - 1);
    assertThat(budget.has(3)).isTrue();
  }

  @Test
  void allUsers_together_haveALimit() {
    Budget budget = new Budget(HOUR_MILLIS, 1);
    int users = 0;
    while (budget.has(users) && users < 1000) {
      kept(budget, users++, "x".repeat(4000));
    }

    assertThat(users).isBetween(5, 20);
  }

  /** Returns how many processes of a user fit. */
  private static int kept(Budget budget, long uid, String path) {
    int count = 0;
    while (budget.has(uid) && count < MOST_PROCESSES) {
      budget.keep(uid, process(uid, path));
      count++;
    }
    return count;
  }

  private static TracedProcess process(long uid, String path) {
    Image image =
        new Image(1, 1, "00:01 1", "1-2", path, Path.of("/proc/1/map_files/1-2"), 1, List.of());
    return new TracedProcess(
        1, 1, 1, new User(uid, "x"), "name", Set.of(), List.of(image), List.of());
  }
}
