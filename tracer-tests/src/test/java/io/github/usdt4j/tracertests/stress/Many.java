package io.github.usdt4j.tracertests.stress;

import static io.github.usdt4j.ArgType.INT64;
import static io.github.usdt4j.ArgType.STRING;

import io.github.usdt4j.Probe;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.UsdtStatus;
import io.github.usdt4j.testsupport.programs.Allocation;
import io.github.usdt4j.testsupport.programs.KernelCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes 100,000 live probes, says what that took, and fires each once when told to. */
public final class Many {
  static final int PROBES = 100_000;

  /** How many are made between two counts. */
  static final int LOT = 10_000;

  private static final List<Probe> ALL = new ArrayList<>(PROBES);

  private Many() {}

  /**
   * The argument {@code live} makes each probe live at once, {@code batch} all in the end. Says
   * {@code lot}, the system calls that wrote, the bytes that they wrote and the bytes of heap for
   * each lot, and {@code enable} with the same for making all live in the end.
   */
  public static void main(String[] arguments) throws IOException {
    boolean isLiveAtOnce = arguments[0].equals("live");
    Provider provider = Usdt.provider("many", "many");
    if (isLiveAtOnce) {
      provider.enable();
    }
    while (ALL.size() < PROBES) {
      count("lot", () -> addLot(provider));
    }
    if (!isLiveAtOnce) {
      count("enable", provider::enable);
    }
    for (UsdtStatus.Image image : Usdt.status().images()) {
      System.out.println("image " + image.path());
    }
    System.out.println("made");
    for (int read = System.in.read(); read >= 0; read = System.in.read()) {
      for (int i = 0; i < PROBES; i++) {
        ALL.get(i).fire(i, "text");
      }
      System.out.println("fired " + Usdt.status().fires());
    }
  }

  private static void addLot(Provider provider) {
    for (int i = 0; i < LOT; i++) {
      ALL.add(provider.addProbe("f", "n" + ALL.size(), INT64, STRING));
    }
  }

  private static void count(String what, Runnable work) {
    KernelCounts before = KernelCounts.ofThisThread();
    long heap = Allocation.bytes(work);
    KernelCounts counts = KernelCounts.ofThisThread().minus(before);
    System.out.println(what + " " + counts.writes() + " " + counts.bytesWritten() + " " + heap);
  }
}
