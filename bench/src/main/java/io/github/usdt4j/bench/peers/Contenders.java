package io.github.usdt4j.bench.peers;

import java.nio.file.Path;

/**
 * Calls the C that Java is compared with. The {@code fire} methods loop there and return
 * nanoseconds.
 */
public final class Contenders {
  /**
   * Leads to the library of that C, which also is what a tracer attaches to; the build makes it.
   */
  public static final Path LIBRARY =
      Path.of(System.getProperty("usdt4j.bench.contenders", "target/c/libcontenders.so"))
          .toAbsolutePath();

  static {
    System.load(LIBRARY.toString());
  }

  private Contenders() {}

  public static native boolean isEnabled(long semaphore);

  public static native long fireSix(long site, long fires);

  public static native long fireNop1(long fires);

  public static native long fireNop5(long fires);

  public static native long fireSdt(long fires);

  public static native long fireText(long site, long text, long fires);

  static native long fireEvent(
      long site, long message, long logger, int level, long context, long thread, long fires);
}
