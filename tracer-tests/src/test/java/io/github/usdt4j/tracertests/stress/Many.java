package io.github.usdt4j.tracertests.stress;

import static io.github.usdt4j.ArgType.INT64;
import static io.github.usdt4j.ArgType.STRING;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.UsdtStatus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes 100,000 live probes, says how long that took, and fires each once when told to. */
public final class Many {
  static final int PROBES = 100_000;

  private Many() {}

  /** The argument {@code live} makes each probe live at once, {@code batch} all in the end. */
  public static void main(String[] arguments) throws IOException {
    boolean isLiveAtOnce = arguments[0].equals("live");
    List<Probe> probes = new ArrayList<>(PROBES);
    Provider provider = Usdt.provider("many", "many");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long elapsed = System.nanoTime();
    long busy = threads.getCurrentThreadCpuTime();
    if (isLiveAtOnce) {
      provider.enable();
    }
    for (int i = 0; i < PROBES; i++) {
      probes.add(provider.addProbe("f", "n" + i, INT64, STRING));
    }
    if (!isLiveAtOnce) {
      provider.enable();
    }
    busy = threads.getCurrentThreadCpuTime() - busy;
    elapsed = System.nanoTime() - elapsed;
    for (UsdtStatus.Image image : Usdt.status().images()) {
      System.out.println("image " + image.path());
    }
    System.out.println("busy " + TimeUnit.NANOSECONDS.toMillis(busy));
    System.out.println("elapsed " + TimeUnit.NANOSECONDS.toMillis(elapsed));
    for (int read = System.in.read(); read >= 0; read = System.in.read()) {
      for (int i = 0; i < PROBES; i++) {
        probes.get(i).fire(i, "text");
      }
      System.out.println("fired " + Usdt.status().fires());
    }
  }
}
