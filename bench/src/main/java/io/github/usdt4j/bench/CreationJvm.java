package io.github.usdt4j.bench;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.Provider;
import io.github.usdt4j.Usdt;
import io.github.usdt4j.testsupport.Child;
import io.github.usdt4j.testsupport.Jvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Creates many live probes in one provider; a JVM for each fork. */
final class CreationJvm {
  private static final int WARM_UP = 20_000;
  private static final int PROBES = 100_000;

  private CreationJvm() {}

  /** Takes no arguments; writes {@code created <a second> <heap bytes> <file bytes>}. */
  public static void main(String[] arguments) {
    create("warmup", WARM_UP).close();
    long heap = usedHeap();
    long file = fileBytes();
    long start = System.nanoTime();
    Provider provider = create("bench", PROBES);
    double seconds = (System.nanoTime() - start) / 1e9;
    double heapEach = (double) (usedHeap() - heap) / PROBES;
    double fileEach = (double) (fileBytes() - file) / PROBES;
    System.out.printf(
        Locale.ROOT, "created %.0f %.1f %.1f%n", PROBES / seconds, heapEach, fileEach);
    provider.close();
  }

  private static Provider create(String name, int count) {
    Provider provider = Usdt.provider(name, name);
    provider.enable();
    for (int i = 0; i < count; i++) {
      provider.addProbe("f", "probe" + i, ArgType.STRING, ArgType.INT32);
    }
    return provider;
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** What all images take of the disk; they are sparse. */
  private static long fileBytes() {
    return Usdt.status().images().stream()
        .map(image -> Child.run("du", "--block-size=1", image.path()).get(0))
        .mapToLong(line -> Long.parseLong(line.split("\\s", 2)[0]))
        .sum();
  }

  static List<Row> rows(Plan plan, Path jdk) {
    List<Double> speed = new ArrayList<>();
    List<Double> heap = new ArrayList<>();
    List<Double> file = new ArrayList<>();
    for (int fork = 0; fork < plan.forks(); fork++) {
      try (Child jvm = Jvm.main(CreationJvm.class).home(jdk).start()) {
        String[] words = jvm.awaitLine("created ").split(" ", -1);
        speed.add(Double.valueOf(words[1]));
        heap.add(Double.valueOf(words[2]));
        file.add(Double.valueOf(words[3]));
        jvm.awaitExit();
      }
    }
    return List.of(
        Row.alone(
            "probes created, live at once", new Figure("/s", speed), Target.atLeast(500_000, "/s")),
        Row.alone("a probe, on the heap", new Figure("B", heap), Target.NONE),
        Row.alone("a probe, in its image", new Figure("B", file), Target.NONE));
  }
}
