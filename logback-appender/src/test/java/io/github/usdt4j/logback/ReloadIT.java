package io.github.usdt4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.logback.programs.Reloads;
import io.github.usdt4j.testsupport.Await;
import io.github.usdt4j.testsupport.Bpftrace;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.ProgramJvm;
import io.github.usdt4j.testsupport.Requires;
import io.github.usdt4j.testsupport.appenders.Framework;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that is read again while a tracer is attached. */
@Requires(value = Need.ROOT, tools = "bpftrace")
final class ReloadIT {
  private static final int RELOADS = 5;

  @TempDir private Path directory;

  /** Other appenders lose the events of the swap too. */
  @Test
  void reload_attached_losesNoMoreThanTheEventsOfTheSwap() {
    try (ProgramJvm jvm =
            new ProgramJvm(Framework.LOGBACK.program(Reloads.class, directory).quickToStart());
        Bpftrace bpftrace =
            Bpftrace.attach(jvm.pid(), "usdt:*:log:debug { printf(\"%s\\n\", str(arg0)); }")) {
      long first = Long.parseLong(jvm.ask("count")) + 1;
      List<long[]> swaps = new ArrayList<>();
      for (int i = 0; i < RELOADS; i++) {
        String[] swap = jvm.ask("reload").split(" ", 2);
        swaps.add(new long[] {Long.parseLong(swap[0]), Long.parseLong(swap[1])});
        int seen = bpftrace.count();
        Await.until(() -> "events after a reload", () -> bpftrace.count() > seen + 100);
      }
      long last = Long.parseLong(jvm.ask("stop"));
      List<Long> seen = bpftrace.stop().stream().map(Long::valueOf).toList();

      TreeSet<Long> missing =
          LongStream.rangeClosed(first, last)
              .boxed()
              .collect(Collectors.toCollection(TreeSet::new));
      seen.forEach(missing::remove);
      assertThat(seen).doesNotHaveDuplicates();
      assertThat(missing)
          .allMatch(n -> swaps.stream().anyMatch(swap -> swap[0] <= n && n <= swap[1]));
    }
  }
}
