package io.github.usdt4j.internal.attachment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Keeps the memory of the image that holds the first log probe of this process. Nearly always all
 * other log probes are in it, too.
 */
final class FirstImageMemory {
  private static ProbeSite any;

  private FirstImageMemory() {}

  /** Tells whether a site is in this image; the first one that is asked about decides. */
  @SuppressWarnings("ReferenceEquality")
  static synchronized boolean has(ProbeSite site) {
    if (site.address() == 0) {
      return false;
    }
    any = any == null ? site : any;
    return any.semaphores() == site.semaphores();
  }

  /**
   * Holds the memory as constants, which the JIT reads at a third of the cost of other buffers. It
   * is asked only about sites that the image {@link #has}, and after a volatile read, which keeps
   * the reads here in their place.
   */
  static final class Constant {
    /** Shows the semaphores 0 to 7, as two words of four semaphores each. */
    static final LongBuffer GATES = any.gates();

    /** Shows all semaphores. */
    static final ByteBuffer BYTES = any.semaphores();

    /** Shows all semaphores, as shorts. */
    static final ShortBuffer SEMAPHORES =
        any.semaphores().duplicate().order(ByteOrder.nativeOrder()).asShortBuffer();

    /** Shows the code of the image, as shorts. */
    static final ShortBuffer TEXT = any.text();

    private Constant() {}
  }
}
