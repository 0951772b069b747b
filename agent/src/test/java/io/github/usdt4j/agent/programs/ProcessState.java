package io.github.usdt4j.agent.programs;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Tells what a process has of which an agent could leave some behind. */
final class ProcessState {
  private static final int COLLECTIONS = 5;
  private static final Path SELF = Path.of("/proc/self");

  private ProcessState() {}

  /** Returns names and numbers in one line, after all that can be collected is collected. */
  static String now() throws Exception {
    collect();
    long ours =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("usdt4j"))
            .count();
    int all = ManagementFactory.getThreadMXBean().getThreadCount();
    return "threads=%d allThreads=%d descriptors=%d libraries=%d images=%d beans=%d loaders=%d properties=%d"
        .formatted(
            ours,
            all,
            count("fd"),
            maps("libjniusdt"),
            maps("/log.so"),
            beans(),
            loaders(),
            properties());
  }

  /** Returns the bytes that the heap and the metaspace hold after a collection. */
  static String memory() {
    collect();
    long metaspace =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong(pool -> pool.getUsage().getUsed())
            .sum();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + " " + metaspace;
  }

  private static void collect() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
  }

  private static long count(String directory) throws IOException {
    try (Stream<Path> files = Files.list(SELF.resolve(directory))) {
      return files.count();
    }
  }

  private static long maps(String name) throws IOException {
    try (Stream<String> lines = Files.lines(SELF.resolve("maps"))) {
      return lines.filter(line -> line.contains(name)).count();
    }
  }

  private static long beans() throws Exception {
    long beans = 0;
    for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
      beans += server.queryNames(new ObjectName("io.github.usdt4j:*"), null).size();
    }
    return beans;
  }

  /** Counts the agent's class loaders, by a command of the JVM itself. */
  private static long loaders() throws Exception {
    Object text =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "vmClassloaderStats",
                null,
                null);
    return text.toString().lines().filter(line -> line.contains("InnerLoader")).count();
  }

  private static long properties() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("usdt4j.agent"))
        .count();
  }
}
