package io.github.usdt4j.testsupport.programs;

import java.io.IOException;
import java.nio.file.Path;

/** Tells the kernel's numbers of threads, by which tracers know them. */
public final class ThreadIds {
  private ThreadIds() {}

  /** Returns the number of the thread that calls this. */
  public static String ofThisThread() throws IOException {
    return Path.of("/proc/thread-self").toRealPath().getFileName().toString();
  }
}
