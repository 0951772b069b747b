package io.github.usdt4j.internal.logging;

import io.github.usdt4j.internal.Site;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** The image of the first log probe of this process, in which nearly always all others are. */
final class FirstImage {
  private static Site any;

  private FirstImage() {}

  @SuppressWarnings("ReferenceEquality")
  static synchronized boolean has(Site site) {
    if (site.address() == 0) {
      return false;
    }
    any = any == null ? site : any;
    return any.semaphores() == site.semaphores();
  }

  /**
   * For the JIT, to which a buffer costs a third as much when it is a constant. Asked only about
   * sites that it {@link #has}, and after a volatile read, which keeps these reads in their place.
   */
  static final class Constant {
    /** The semaphores 0 to 7, as two words of four. */
    static final LongBuffer GATES = any.gates();

    /** All of them. */
    static final ByteBuffer BYTES = any.semaphores();

    /** The same, one by one. */
    static final ShortBuffer SEMAPHORES =
        any.semaphores().duplicate().order(ByteOrder.nativeOrder()).asShortBuffer();

    /** The code. */
    static final ShortBuffer TEXT = any.text();

    private Constant() {}
  }
}
